// Diagnostic reports: the same sections and fields, what is left out on request, and files.
const fs = require('node:fs');
const os = require('node:os');
const { Worker, isMainThread, threadId } = require('node:worker_threads');

const { report } = process;
if (!isMainThread) {
  const { header } = report.getReport();
  console.log('thread', header.threadId === threadId, header.processId === process.pid);
} else {
  console.log(report.compact, report.directory, report.filename, report.excludeNetwork, report.excludeEnv, report.signal, report.reportOnSignal, report.reportOnFatalError);
  process.env.REPORTED = 'yes';
  const made = report.getReport(Object.assign(new TypeError('message'), { code: 'CODE', n: 1 }));
  console.log(Object.keys(made).filter((key) => key !== 'uvthreadResourceUsage'), Object.keys(made.header), Object.keys(made.javascriptHeap), Object.keys(made.userLimits));
  console.log(Object.keys(made.resourceUsage).filter((key) => key !== 'constrained_memory').sort(), Object.keys(made.header.cpus[0]), Object.keys(made.header.networkInterfaces[0]));
  const { header, javascriptStack, environmentVariables } = made;
  console.log(header.reportVersion, header.event, header.trigger, header.filename, header.glibcVersionCompiler, header.wordSize, header.arch, header.platform, header.osName, header.threadId);
  console.log(header.nodejsVersion === process.version, header.host === os.hostname(), header.cwd === process.cwd(), header.commandLine.length, header.cpus.length === os.cpus().length, new Date(header.dumpEventTime).getTime() <= Number(header.dumpEventTimeStamp));
  console.log(header.componentVersions.v8 === process.versions.v8, header.release.name, header.osRelease === os.release());
  console.log(javascriptStack.message, javascriptStack.stack[0].startsWith('at '), javascriptStack.errorProperties, environmentVariables.REPORTED, made.workers.length);
  report.excludeNetwork = true;
  report.excludeEnv = true;
  const less = report.getReport();
  console.log(less.header.networkInterfaces, less.environmentVariables, less.javascriptStack.message, less.javascriptStack.errorProperties);

  const folder = fs.mkdtempSync('/tmp/report-');
  report.directory = folder;
  report.compact = true;
  const name = report.writeReport();
  console.log(/^report\.\d{8}\.\d{6}\.\d+\.0\.\d{3}\.json$/.test(name), fs.readdirSync(folder).length);
  const text = fs.readFileSync(`${folder}/${name}`, 'utf8');
  console.log(text.split('\n').length, JSON.parse(text).header.filename === name, JSON.parse(text).header.trigger);
  report.compact = false;
  console.log(report.writeReport('named.json', new Error('given')), fs.readFileSync(`${folder}/named.json`, 'utf8').split('\n').length > 100);
  report.filename = 'preset.json';
  console.log(report.writeReport(), fs.readdirSync(folder).length);
  report.directory = '/no/such/folder';
  console.log(JSON.stringify(report.writeReport('x.json')));
  for (const wrong of [() => report.getReport(1), () => report.writeReport(1), () => { report.signal = 'SIGNOPE'; }, () => { report.compact = 1; }, () => { report.directory = 1; }]) {
    try { wrong(); } catch (error) { console.log(error.code); }
  }
  report.directory = folder;
  report.filename = 'signal.json';
  report.signal = 'SIGUSR1';
  report.signal = 'SIGUSR2';
  report.reportOnSignal = true;
  process.on('SIGUSR2', () => {
    console.log(report.reportOnSignal, JSON.parse(fs.readFileSync(`${folder}/signal.json`)).header.event);
    fs.rmSync(folder, { recursive: true });
    clearInterval(alive);
    new Worker(__filename);
  });
  const alive = setInterval(() => {}, 1000);
  process.kill(process.pid, 'SIGUSR2');
}
