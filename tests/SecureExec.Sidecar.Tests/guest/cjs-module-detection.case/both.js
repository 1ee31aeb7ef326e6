import 'fs'; exports.x = 1;
