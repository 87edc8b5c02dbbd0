"""What pages for people show, pure: a result in, texts and pictures out."""
