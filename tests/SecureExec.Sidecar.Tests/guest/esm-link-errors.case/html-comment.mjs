<!-- html
