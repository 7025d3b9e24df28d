"""差评整改: what was rated badly is looked into and put right by somebody else."""
