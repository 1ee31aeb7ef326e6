// A deprecation that throws does so on its own tick and is an uncaught exception.
'use strict';
process.throwDeprecation = true;
process.on('uncaughtException', (error, origin) => {
  console.log(error.name, error.code, error.message, origin);
});
process.emitWarning('gone', 'DeprecationWarning', 'DEP1');
process.emitWarning('only a warning', 'OtherWarning');
process.on('warning', (warning) => console.log('warning', warning.name));
setImmediate(() => console.log('goes on'));
