exports.detected = 1;
Object.defineProperty(exports, 'alsoDetected', { enumerable: true, value: 2 });
exports['comp' + 'uted'] = 3;
