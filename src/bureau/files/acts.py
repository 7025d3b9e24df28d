"""What the record says about files; digests only, names and contents stay out."""

ACTS: dict[str, str] = {
    "file.kept": "收下了上传的文件（{kind}，{size} 字节）",
    "file.cleared": "文件查毒通过",
    "file.refused": "文件查出病毒，已停用",
    "file.store_swept": "清理了没有登记的残留文件（{count} 个）",
}
