with (Math) { abs(1); }
