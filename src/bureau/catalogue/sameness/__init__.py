"""事项N统一: lists kept elsewhere, compared with ours element by element.

Our own listings hang on one edition and so agree by construction; what can drift is a list
somebody keeps elsewhere: an office's own Excel, the provincial library.
"""
