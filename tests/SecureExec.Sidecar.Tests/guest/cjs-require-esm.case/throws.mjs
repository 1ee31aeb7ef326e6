throw new RangeError('at evaluation');
