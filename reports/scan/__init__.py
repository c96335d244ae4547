"""What a scan found, for readers: terminal, web page, annotated source, machines that build."""
