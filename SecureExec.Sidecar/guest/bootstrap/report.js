// A diagnostic report in the form of Node's own (version 5), of what a guest can ask of its machine. What there is none of here, native
// frames, handles of libuv and libraries, is empty.
// Parameters: require, primordials.
'use strict';

const {
  ArrayPrototypeMap, ArrayPrototypeSlice, Date, DatePrototypeGetTime, DatePrototypeToISOString, JSONStringify, MathMax, ObjectEntries, ObjectGetOwnPropertyNames, RegExpPrototypeSymbolReplace,
  String, StringPrototypePadStart, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeTrim,
} = primordials;
const fs = require('fs');
const os = require('os');
const path = require('path');
const { threadId } = require('internal/worker');
const { getHeapSpaceStatistics, getHeapStatistics } = require('v8');

const REPORT_VERSION = 5;
const MICROSECONDS = 1e6;
// Both are what the pinned binary was made with: no other C library is there to be told of.
const GLIBC_VERSION = '2.28';

let written = 0;

function networkInterfaces() {
  const all = [];
  for (const { 0: name, 1: addresses } of ObjectEntries(os.networkInterfaces())) {
    for (let i = 0; i < addresses.length; i++) {
      const { internal, mac, address, netmask, family, scopeid } = addresses[i];
      all[all.length] = { name, internal, mac, address, netmask, family, scopeid };
    }
  }
  return all;
}

function header(event, trigger, filename, excludeNetwork, now) {
  return {
    reportVersion: REPORT_VERSION,
    event,
    trigger,
    filename,
    dumpEventTime: RegExpPrototypeSymbolReplace(/\.\d+Z$/, DatePrototypeToISOString(now), 'Z'),
    dumpEventTimeStamp: String(DatePrototypeGetTime(now)),
    processId: process.pid,
    threadId,
    cwd: process.cwd(),
    commandLine: [process.execPath, ...process.execArgv, ...ArrayPrototypeSlice(process.argv, 1)],
    nodejsVersion: process.version,
    glibcVersionRuntime: GLIBC_VERSION,
    glibcVersionCompiler: GLIBC_VERSION,
    wordSize: 64,
    arch: process.arch,
    platform: process.platform,
    componentVersions: process.versions,
    release: process.release,
    osName: os.type(),
    osRelease: os.release(),
    osVersion: os.version(),
    osMachine: os.machine(),
    cpus: ArrayPrototypeMap(os.cpus(), ({ model, speed, times: { user, nice, sys, idle, irq } }) => ({ model, speed, user, nice, sys, idle, irq })),
    networkInterfaces: excludeNetwork ? undefined : networkInterfaces(),
    host: os.hostname(),
  };
}

function javascriptStack(error) {
  const text = error?.stack;
  if (typeof text !== 'string') return { message: 'No stack.', stack: ['Unavailable.'], errorProperties: {} };
  const lines = ArrayPrototypeMap(StringPrototypeSplit(text, '\n'), (line) => StringPrototypeTrim(line));
  const errorProperties = {};
  const names = ObjectGetOwnPropertyNames(error);
  for (let i = 0; i < names.length; i++) {
    if (names[i] !== 'stack' && names[i] !== 'message') errorProperties[names[i]] = String(error[names[i]]);
  }
  return { message: lines[0], stack: ArrayPrototypeSlice(lines, 1), errorProperties };
}

function javascriptHeap() {
  const heap = getHeapStatistics();
  const heapSpaces = {};
  const spaces = getHeapSpaceStatistics();
  for (let i = 0; i < spaces.length; i++) {
    const { space_name, space_size, physical_space_size, space_used_size, space_available_size } = spaces[i];
    heapSpaces[space_name] = { memorySize: space_size, committedMemory: physical_space_size, capacity: space_used_size + space_available_size, used: space_used_size, available: space_available_size };
  }
  return {
    totalMemory: heap.total_heap_size,
    executableMemory: heap.total_heap_size_executable,
    totalCommittedMemory: heap.total_physical_size,
    availableMemory: heap.total_available_size,
    totalGlobalHandlesMemory: heap.total_global_handles_size,
    usedGlobalHandlesMemory: heap.used_global_handles_size,
    usedMemory: heap.used_heap_size,
    memoryLimit: heap.heap_size_limit,
    mallocedMemory: heap.malloced_memory,
    externalMemory: heap.external_memory,
    peakMallocedMemory: heap.peak_malloced_memory,
    nativeContextCount: heap.number_of_native_contexts,
    detachedContextCount: heap.number_of_detached_contexts,
    doesZapGarbage: heap.does_zap_garbage,
    heapSpaces,
  };
}

function resourceUsage() {
  const { userCPUTime, systemCPUTime, maxRSS, majorPageFault, minorPageFault, fsRead, fsWrite } = process.resourceUsage();
  const user = userCPUTime / MICROSECONDS;
  const kernel = systemCPUTime / MICROSECONDS;
  const percent = (seconds) => (seconds * 100) / MathMax(process.uptime(), 1e-3);
  return {
    free_memory: String(os.freemem()),
    total_memory: String(os.totalmem()),
    rss: String(process.memoryUsage.rss()),
    available_memory: String(process.availableMemory()),
    userCpuSeconds: user,
    kernelCpuSeconds: kernel,
    cpuConsumptionPercent: percent(user + kernel),
    userCpuConsumptionPercent: percent(user),
    kernelCpuConsumptionPercent: percent(kernel),
    maxRss: String(maxRSS * 1024),
    pageFaults: { IORequired: majorPageFault, IONotRequired: minorPageFault },
    fsActivity: { reads: fsRead, writes: fsWrite },
  };
}

function userLimits() {
  const unlimited = { soft: 'unlimited', hard: 'unlimited' };
  const files = +fs.readFileSync('/proc/sys/fs/nr_open', 'latin1');
  return {
    core_file_size_blocks: { soft: 0, hard: 0 },
    data_seg_size_bytes: unlimited,
    file_size_blocks: unlimited,
    max_locked_memory_bytes: unlimited,
    max_memory_size_bytes: unlimited,
    open_files: { soft: files, hard: files },
    stack_size_bytes: unlimited,
    cpu_time_seconds: unlimited,
    max_user_processes: unlimited,
    virtual_memory_bytes: unlimited,
  };
}

function fileNameAt(now) {
  const { 0: day, 1: time } = StringPrototypeSplit(RegExpPrototypeSymbolReplace(/[-:]/g, DatePrototypeToISOString(now), ''), 'T');
  return `report.${day}.${StringPrototypeSlice(time, 0, 6)}.${process.pid}.${threadId}.${StringPrototypePadStart(`${++written}`, 3, '0')}.json`;
}

/** The text of a report. `settings` has the properties of `process.report`. */
function makeReport(event, trigger, error, filename, settings, now = new Date()) {
  const report = {
    header: header(event, trigger, filename, settings.excludeNetwork, now),
    javascriptStack: javascriptStack(error),
    javascriptHeap: javascriptHeap(),
    nativeStack: [],
    resourceUsage: resourceUsage(),
    libuv: [],
    workers: [],
    environmentVariables: settings.excludeEnv ? undefined : { ...process.env },
    userLimits: userLimits(),
    sharedObjects: [],
  };
  return JSONStringify(report, null, settings.compact ? 0 : 2);
}

/** Writes a report where the settings or the caller say; gives the name of the file. */
function writeReport(event, trigger, error, file, settings) {
  const now = new Date();
  const name = file || settings.filename || fileNameAt(now);
  const text = `${makeReport(event, trigger, error, name, settings, now)}\n`;
  if (name === 'stdout' || name === 'stderr') {
    fs.writeSync(name === 'stdout' ? 1 : 2, text);
    return name;
  }
  fs.writeSync(2, `\nWriting Node.js report to file: ${name}`);
  try {
    fs.writeFileSync(settings.directory === '' ? name : path.join(settings.directory, name), text);
  } catch (failure) {
    fs.writeSync(2, `\nFailed to open Node.js report file: ${name} directory: ${settings.directory} (errno: ${-failure.errno})\n`);
    return '';
  }
  fs.writeSync(2, '\nNode.js report completed\n');
  return name;
}

return { makeReport, writeReport };
