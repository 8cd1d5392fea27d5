admin_password = "correct-horse-battery"
allowed        = "127.0.0.1/32"
source_name    = "small-linux-*"
ssh_username   = "root"
