// Every V8 function we call, one line each: its C++ signature, the exported symbol of the pinned package, how C# sees it.
// eng/check-v8-symbols.mjs fails the build when the library does not export one of them.
using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>V8 14.7's exported C++ API. A <c>nint</c> named after a handle is a <c>v8::Local&lt;T&gt;</c>: the address of a slot that holds the object.</summary>
internal static unsafe class V8Api
{
    internal const string Library = "ClearScriptV8.linux-x64";

    // v8::Isolate::GetCurrent()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate10GetCurrentEv")] internal static extern nint IsolateGetCurrent();
    // v8::Isolate::GetCurrentContext()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate17GetCurrentContextEv")] internal static extern nint CurrentContext(nint iso);
    // v8::Isolate::ThrowException(v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate14ThrowExceptionENS_5LocalINS_5ValueEEE")] internal static extern nint ThrowException(nint iso, nint v);
    // v8::Isolate::HasPendingException()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate19HasPendingExceptionEv")] internal static extern byte HasPendingException(nint iso);
    // v8::Isolate::IsExecutionTerminating()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate22IsExecutionTerminatingEv")] internal static extern byte IsExecutionTerminating(nint iso);
    // v8::Isolate::TerminateExecution()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate18TerminateExecutionEv")] internal static extern void TerminateExecution(nint iso);
    // v8::Isolate::CancelTerminateExecution()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate24CancelTerminateExecutionEv")] internal static extern void CancelTerminateExecution(nint iso);
    // v8::Isolate::ClearCachesForTesting()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate21ClearCachesForTestingEv")] internal static extern void ClearCaches(nint iso);
    // v8::Isolate::PerformMicrotaskCheckpoint()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate26PerformMicrotaskCheckpointEv")] internal static extern void PerformMicrotaskCheckpoint(nint iso);
    // v8::Isolate::SetHostImportModuleDynamicallyCallback(v8::MaybeLocal<v8::Promise> (*)(v8::Local<v8::Context>, v8::Local<v8::Data>, v8::Local<v8::Value>, v8::Lo...
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate38SetHostImportModuleDynamicallyCallbackEPFNS_10MaybeLocalINS_7PromiseEEENS_5LocalINS_7ContextEEENS4_INS_4DataEEENS4_INS_5ValueEEENS4_INS_6StringEEENS4_INS_10FixedArrayEEEE")] internal static extern void SetHostImportModuleDynamicallyCallback(nint iso, nint cb);
    // v8::Isolate::SetHostImportModuleWithPhaseDynamicallyCallback(v8::MaybeLocal<v8::Promise> (*)(v8::Local<v8::Context>, v8::Local<v8::Data>, v8::Local<v8::Value...
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate47SetHostImportModuleWithPhaseDynamicallyCallbackEPFNS_10MaybeLocalINS_7PromiseEEENS_5LocalINS_7ContextEEENS4_INS_4DataEEENS4_INS_5ValueEEENS4_INS_6StringEEENS_17ModuleImportPhaseENS4_INS_10FixedArrayEEEE")] internal static extern void SetHostImportModuleWithPhaseDynamicallyCallback(nint iso, nint cb);
    // v8::Isolate::SetHostInitializeImportMetaObjectCallback(void (*)(v8::Local<v8::Context>, v8::Local<v8::Module>, v8::Local<v8::Object>))
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate41SetHostInitializeImportMetaObjectCallbackEPFvNS_5LocalINS_7ContextEEENS1_INS_6ModuleEEENS1_INS_6ObjectEEEE")] internal static extern void SetHostInitializeImportMetaObjectCallback(nint iso, nint cb);
    // v8::Context::Global()
    [DllImport(Library, EntryPoint = "_ZN2v87Context6GlobalEv")] internal static extern nint ContextGlobal(nint c);
    // v8::Context::GetExtrasBindingObject()
    [DllImport(Library, EntryPoint = "_ZN2v87Context22GetExtrasBindingObjectEv")] internal static extern nint ContextExtras(nint c);
    // v8::Context::Enter()
    [DllImport(Library, EntryPoint = "_ZN2v87Context5EnterEv")] internal static extern void ContextEnter(nint c);
    // v8::Context::Exit()
    [DllImport(Library, EntryPoint = "_ZN2v87Context4ExitEv")] internal static extern void ContextExit(nint c);
    // v8::Context::New(v8::Isolate*, v8::ExtensionConfiguration*, v8::MaybeLocal<v8::ObjectTemplate>, v8::MaybeLocal<v8::Value>, v8::DeserializeInternalFieldsCallb...
    [DllImport(Library, EntryPoint = "_ZN2v87Context3NewEPNS_7IsolateEPNS_22ExtensionConfigurationENS_10MaybeLocalINS_14ObjectTemplateEEENS5_INS_5ValueEEENS_33DeserializeInternalFieldsCallbackEPNS_14MicrotaskQueueENS_30DeserializeContextDataCallbackENS_29DeserializeAPIWrapperCallbackE")] internal static extern nint ContextNew(nint iso, nint ext, nint tmpl, nint glob, Pair deser, nint mq, Pair d2, Pair d3);
    // v8::Context::FromSnapshot(v8::Isolate*, unsigned long, v8::DeserializeInternalFieldsCallback, v8::ExtensionConfiguration*, v8::MaybeLocal<v8::Value>, v8::Micro...
    [DllImport(Library, EntryPoint = "_ZN2v87Context12FromSnapshotEPNS_7IsolateEmNS_33DeserializeInternalFieldsCallbackEPNS_22ExtensionConfigurationENS_10MaybeLocalINS_5ValueEEEPNS_14MicrotaskQueueENS_30DeserializeContextDataCallbackENS_29DeserializeAPIWrapperCallbackE")] internal static extern nint ContextFromSnapshot(nint iso, nuint index, Pair deser, nint ext, nint glob, nint mq, Pair d2, Pair d3);
    // v8::Context::GetDataFromSnapshotOnce(unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v87Context23GetDataFromSnapshotOnceEm")] internal static extern nint ContextDataFromSnapshotOnce(nint c, nuint index);
    // v8::SnapshotCreator::SnapshotCreator(v8::Isolate*, v8::Isolate::CreateParams const&)
    [DllImport(Library, EntryPoint = "_ZN2v815SnapshotCreatorC1EPNS_7IsolateERKNS1_12CreateParamsE")] internal static extern void SnapshotCreatorCtor(nint* self, nint iso, nint parameters);
    // v8::SnapshotCreator::SetDefaultContext(v8::Local<v8::Context>, v8::SerializeInternalFieldsCallback, v8::SerializeContextDataCallback, v8::SerializeAPIWrapperCallback)
    [DllImport(Library, EntryPoint = "_ZN2v815SnapshotCreator17SetDefaultContextENS_5LocalINS_7ContextEEENS_31SerializeInternalFieldsCallbackENS_28SerializeContextDataCallbackENS_27SerializeAPIWrapperCallbackE")] internal static extern void SnapshotCreatorSetDefaultContext(nint* self, nint c, Pair s1, Pair s2, Pair s3);
    // v8::SnapshotCreator::AddContext(v8::Local<v8::Context>, v8::SerializeInternalFieldsCallback, v8::SerializeContextDataCallback, v8::SerializeAPIWrapperCallback)
    [DllImport(Library, EntryPoint = "_ZN2v815SnapshotCreator10AddContextENS_5LocalINS_7ContextEEENS_31SerializeInternalFieldsCallbackENS_28SerializeContextDataCallbackENS_27SerializeAPIWrapperCallbackE")] internal static extern nuint SnapshotCreatorAddContext(nint* self, nint c, Pair s1, Pair s2, Pair s3);
    // v8::SnapshotCreator::AddData(v8::Local<v8::Context>, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v815SnapshotCreator7AddDataENS_5LocalINS_7ContextEEEm")] internal static extern nuint SnapshotCreatorAddData(nint* self, nint c, nint o);
    // v8::SnapshotCreator::CreateBlob(v8::SnapshotCreator::FunctionCodeHandling)
    [DllImport(Library, EntryPoint = "_ZN2v815SnapshotCreator10CreateBlobENS0_20FunctionCodeHandlingE")] internal static extern StartupData SnapshotCreatorCreateBlob(nint* self, int functionCode);
    // v8::StartupData::CanBeRehashed() const
    [DllImport(Library, EntryPoint = "_ZNK2v811StartupData13CanBeRehashedEv")] internal static extern byte StartupDataCanBeRehashed(StartupData* data);
    // v8::Name::GetIdentityHash()
    [DllImport(Library, EntryPoint = "_ZN2v84Name15GetIdentityHashEv")] internal static extern int NameIdentityHash(nint name);
    // v8::internal::GetPlatformPageAllocator()
    [DllImport(Library, EntryPoint = "_ZN2v88internal24GetPlatformPageAllocatorEv")] internal static extern nint* PlatformPageAllocator();
    // v8::base::PageAllocator::AllocatePages(void*, unsigned long, unsigned long, v8::PageAllocator::Permission)
    [DllImport(Library, EntryPoint = "_ZN2v84base13PageAllocator13AllocatePagesEPvmmNS_13PageAllocator10PermissionE")] internal static extern nint AllocatePages(nint* self, nint hint, nuint size, nuint alignment, int permission);
    // v8::base::PageAllocator::FreePages(void*, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v84base13PageAllocator9FreePagesEPvm")] internal static extern byte FreePages(nint* self, nint address, nuint size);
    // v8::base::PageAllocator::SetPermissions(void*, unsigned long, v8::PageAllocator::Permission)
    [DllImport(Library, EntryPoint = "_ZN2v84base13PageAllocator14SetPermissionsEPvmNS_13PageAllocator10PermissionE")] internal static extern byte SetPagePermissions(nint* self, nint address, nuint size, int permission);
    // v8::Isolate::GetHashSeed()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate11GetHashSeedEv")] internal static extern ulong IsolateHashSeed(nint iso);
    // v8::Context::GetSecurityToken()
    [DllImport(Library, EntryPoint = "_ZN2v87Context16GetSecurityTokenEv")] internal static extern nint ContextGetSecurityToken(nint c);
    // v8::Context::SetSecurityToken(v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v87Context16SetSecurityTokenENS_5LocalINS_5ValueEEE")] internal static extern void ContextSetSecurityToken(nint c, nint t);
    // v8::Context::AllowCodeGenerationFromStrings(bool)
    [DllImport(Library, EntryPoint = "_ZN2v87Context30AllowCodeGenerationFromStringsEb")] internal static extern void ContextAllowCodeGen(nint c, byte b);
    // v8::Context::SetErrorMessageForCodeGenerationFromStrings(v8::Local<v8::String>)
    [DllImport(Library, EntryPoint = "_ZN2v87Context43SetErrorMessageForCodeGenerationFromStringsENS_5LocalINS_6StringEEE")] internal static extern void ContextSetCodeGenError(nint c, nint s);
    // v8::Context::SetEmbedderData(int, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v87Context15SetEmbedderDataEiNS_5LocalINS_5ValueEEE")] internal static extern void ContextSetEmbedderData(nint c, int i, nint v);
    // v8::Context::SlowGetEmbedderData(int)
    [DllImport(Library, EntryPoint = "_ZN2v87Context19SlowGetEmbedderDataEi")] internal static extern nint ContextGetEmbedderData(nint c, int i);
    // v8::String::NewFromUtf8(v8::Isolate*, char const*, v8::NewStringType, int)
    [DllImport(Library, EntryPoint = "_ZN2v86String11NewFromUtf8EPNS_7IsolateEPKcNS_13NewStringTypeEi")] internal static extern nint NewFromUtf8(nint iso, byte* s, int type, int len);
    // v8::String::NewFromTwoByte(v8::Isolate*, unsigned short const*, v8::NewStringType, int)
    [DllImport(Library, EntryPoint = "_ZN2v86String14NewFromTwoByteEPNS_7IsolateEPKtNS_13NewStringTypeEi")] internal static extern nint NewFromTwoByte(nint iso, char* s, int type, int len);
    // v8::String::NewFromOneByte(v8::Isolate*, unsigned char const*, v8::NewStringType, int)
    [DllImport(Library, EntryPoint = "_ZN2v86String14NewFromOneByteEPNS_7IsolateEPKhNS_13NewStringTypeEi")] internal static extern nint NewFromOneByte(nint iso, byte* s, int type, int len);
    // v8::String::Length() const
    [DllImport(Library, EntryPoint = "_ZNK2v86String6LengthEv")] internal static extern int StringLength(nint s);
    // v8::String::WriteV2(v8::Isolate*, unsigned int, unsigned int, unsigned short*, int) const
    [DllImport(Library, EntryPoint = "_ZNK2v86String7WriteV2EPNS_7IsolateEjjPti")] internal static extern void StringWrite(nint s, nint iso, uint off, uint len, char* buf, int flags);
    // v8::Symbol::New(v8::Isolate*, v8::Local<v8::String>)
    [DllImport(Library, EntryPoint = "_ZN2v86Symbol3NewEPNS_7IsolateENS_5LocalINS_6StringEEE")] internal static extern nint SymbolNew(nint iso, nint desc);
    // v8::Private::New(v8::Isolate*, v8::Local<v8::String>)
    [DllImport(Library, EntryPoint = "_ZN2v87Private3NewEPNS_7IsolateENS_5LocalINS_6StringEEE")] internal static extern nint PrivateNew(nint iso, nint desc);
    // v8::Integer::New(v8::Isolate*, int)
    [DllImport(Library, EntryPoint = "_ZN2v87Integer3NewEPNS_7IsolateEi")] internal static extern nint IntegerNew(nint iso, int v);
    // v8::Number::New(v8::Isolate*, double)
    [DllImport(Library, EntryPoint = "_ZN2v86Number3NewEPNS_7IsolateEd")] internal static extern nint NumberNew(nint iso, double v);
    // v8::Object::New(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v86Object3NewEPNS_7IsolateE")] internal static extern nint ObjectNew(nint iso);
    // v8::Object::New(v8::Isolate*, v8::Local<v8::Value>, v8::Local<v8::Name>*, v8::Local<v8::Value>*, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v86Object3NewEPNS_7IsolateENS_5LocalINS_5ValueEEEPNS3_INS_4NameEEEPS5_m")] internal static extern nint ObjectNewWith(nint iso, nint proto, nint* names, nint* values, nuint n);
    // v8::Object::Get(v8::Local<v8::Context>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object3GetENS_5LocalINS_7ContextEEENS1_INS_5ValueEEE")] internal static extern nint ObjectGet(nint o, nint c, nint k);
    // v8::Object::Get(v8::Local<v8::Context>, unsigned int)
    [DllImport(Library, EntryPoint = "_ZN2v86Object3GetENS_5LocalINS_7ContextEEEj")] internal static extern nint ObjectGetIndex(nint o, nint c, uint i);
    // v8::Object::Set(v8::Local<v8::Context>, v8::Local<v8::Value>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object3SetENS_5LocalINS_7ContextEEENS1_INS_5ValueEEES5_")] internal static extern ushort ObjectSet(nint o, nint c, nint k, nint v);
    // v8::Object::Set(v8::Local<v8::Context>, unsigned int, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object3SetENS_5LocalINS_7ContextEEEjNS1_INS_5ValueEEE")] internal static extern ushort ObjectSetIndex(nint o, nint c, uint i, nint v);
    // v8::Object::HasOwnProperty(v8::Local<v8::Context>, v8::Local<v8::Name>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object14HasOwnPropertyENS_5LocalINS_7ContextEEENS1_INS_4NameEEE")] internal static extern ushort ObjectHasOwn(nint o, nint c, nint k);
    // v8::Object::Delete(v8::Local<v8::Context>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object6DeleteENS_5LocalINS_7ContextEEENS1_INS_5ValueEEE")] internal static extern ushort ObjectDelete(nint o, nint c, nint k);
    // v8::Object::DefineOwnProperty(v8::Local<v8::Context>, v8::Local<v8::Name>, v8::Local<v8::Value>, v8::PropertyAttribute)
    [DllImport(Library, EntryPoint = "_ZN2v86Object17DefineOwnPropertyENS_5LocalINS_7ContextEEENS1_INS_4NameEEENS1_INS_5ValueEEENS_17PropertyAttributeE")] internal static extern ushort ObjectDefineOwn(nint o, nint c, nint k, nint v, int attr);
    // v8::Object::DefineProperty(v8::Local<v8::Context>, v8::Local<v8::Name>, v8::PropertyDescriptor&)
    [DllImport(Library, EntryPoint = "_ZN2v86Object14DefinePropertyENS_5LocalINS_7ContextEEENS1_INS_4NameEEERNS_18PropertyDescriptorE")] internal static extern ushort ObjectDefineProperty(nint o, nint c, nint k, nint desc);
    // v8::Object::GetPrivate(v8::Local<v8::Context>, v8::Local<v8::Private>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object10GetPrivateENS_5LocalINS_7ContextEEENS1_INS_7PrivateEEE")] internal static extern nint ObjectGetPrivate(nint o, nint c, nint k);
    // v8::Object::SetPrivate(v8::Local<v8::Context>, v8::Local<v8::Private>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object10SetPrivateENS_5LocalINS_7ContextEEENS1_INS_7PrivateEEENS1_INS_5ValueEEE")] internal static extern ushort ObjectSetPrivate(nint o, nint c, nint k, nint v);
    // v8::Object::HasRealNamedProperty(v8::Local<v8::Context>, v8::Local<v8::Name>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object20HasRealNamedPropertyENS_5LocalINS_7ContextEEENS1_INS_4NameEEE")] internal static extern ushort ObjectHasRealNamed(nint o, nint c, nint k);
    // v8::Object::GetRealNamedProperty(v8::Local<v8::Context>, v8::Local<v8::Name>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object20GetRealNamedPropertyENS_5LocalINS_7ContextEEENS1_INS_4NameEEE")] internal static extern nint ObjectGetRealNamed(nint o, nint c, nint k);
    // v8::Object::GetRealNamedPropertyAttributes(v8::Local<v8::Context>, v8::Local<v8::Name>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object30GetRealNamedPropertyAttributesENS_5LocalINS_7ContextEEENS1_INS_4NameEEE")] internal static extern ulong ObjectGetRealNamedAttrs(nint o, nint c, nint k);
    // v8::Object::GetOwnPropertyDescriptor(v8::Local<v8::Context>, v8::Local<v8::Name>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object24GetOwnPropertyDescriptorENS_5LocalINS_7ContextEEENS1_INS_4NameEEE")] internal static extern nint ObjectGetOwnDescriptor(nint o, nint c, nint k);
    // v8::Object::GetPropertyNames(v8::Local<v8::Context>, v8::KeyCollectionMode, v8::PropertyFilter, v8::IndexFilter, v8::KeyConversionMode)
    [DllImport(Library, EntryPoint = "_ZN2v86Object16GetPropertyNamesENS_5LocalINS_7ContextEEENS_17KeyCollectionModeENS_14PropertyFilterENS_11IndexFilterENS_17KeyConversionModeE")] internal static extern nint ObjectGetPropertyNames(nint o, nint c, int mode, int filter, int idx, int conv);
    // v8::Object::GetIdentityHash()
    [DllImport(Library, EntryPoint = "_ZN2v86Object15GetIdentityHashEv")] internal static extern int ObjectIdentityHash(nint o);
    // v8::Object::GetCreationContext(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v86Object18GetCreationContextEPNS_7IsolateE")] internal static extern nint ObjectCreationContext(nint o, nint iso);
    // v8::Object::SlowGetInternalField(int)
    [DllImport(Library, EntryPoint = "_ZN2v86Object20SlowGetInternalFieldEi")] internal static extern nint ObjectGetInternal(nint o, int i);
    // v8::Object::SetInternalField(int, v8::Local<v8::Data>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object16SetInternalFieldEiNS_5LocalINS_4DataEEE")] internal static extern void ObjectSetInternal(nint o, int i, nint v);
    // v8::Array::New(v8::Isolate*, v8::Local<v8::Value>*, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v85Array3NewEPNS_7IsolateEPNS_5LocalINS_5ValueEEEm")] internal static extern nint ArrayNew(nint iso, nint* vals, nuint n);
    // v8::Array::Length() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Array6LengthEv")] internal static extern uint ArrayLength(nint a);
    // v8::Function::New(v8::Local<v8::Context>, void (*)(v8::FunctionCallbackInfo<v8::Value> const&), v8::Local<v8::Data>, int, v8::ConstructorBehavior, v8::SideEf...
    [DllImport(Library, EntryPoint = "_ZN2v88Function3NewENS_5LocalINS_7ContextEEEPFvRKNS_20FunctionCallbackInfoINS_5ValueEEEENS1_INS_4DataEEEiNS_19ConstructorBehaviorENS_14SideEffectTypeE")] internal static extern nint FunctionNew(nint c, nint cb, nint data, int len, int ctorBehaviour, int sideEffect);
    // v8::Function::Call(v8::Isolate*, v8::Local<v8::Context>, v8::Local<v8::Value>, int, v8::Local<v8::Value>*)
    [DllImport(Library, EntryPoint = "_ZN2v88Function4CallEPNS_7IsolateENS_5LocalINS_7ContextEEENS3_INS_5ValueEEEiPS7_")] internal static extern nint FunctionCall(nint f, nint iso, nint c, nint recv, int argc, nint* argv);
    // v8::Function::NewInstance(v8::Local<v8::Context>, int, v8::Local<v8::Value>*) const
    [DllImport(Library, EntryPoint = "_ZNK2v88Function11NewInstanceENS_5LocalINS_7ContextEEEiPNS1_INS_5ValueEEE")] internal static extern nint FunctionNewInstance(nint f, nint c, int argc, nint* argv);
    // v8::Function::SetName(v8::Local<v8::String>)
    [DllImport(Library, EntryPoint = "_ZN2v88Function7SetNameENS_5LocalINS_6StringEEE")] internal static extern void FunctionSetName(nint f, nint name);
    // v8::FunctionTemplate::New(v8::Isolate*, void (*)(v8::FunctionCallbackInfo<v8::Value> const&), v8::Local<v8::Value>, v8::Local<v8::Signature>, int, v8::Constr...
    [DllImport(Library, EntryPoint = "_ZN2v816FunctionTemplate3NewEPNS_7IsolateEPFvRKNS_20FunctionCallbackInfoINS_5ValueEEEENS_5LocalIS4_EENSA_INS_9SignatureEEEiNS_19ConstructorBehaviorENS_14SideEffectTypeEPKNS_9CFunctionEttt")] internal static extern nint FunctionTemplateNew(nint iso, nint cb, nint data, nint sig, int len, int ctorBehaviour, int side, nint cfunc, ushort a, ushort b, ushort c);
    // v8::FunctionTemplate::GetFunction(v8::Local<v8::Context>)
    [DllImport(Library, EntryPoint = "_ZN2v816FunctionTemplate11GetFunctionENS_5LocalINS_7ContextEEE")] internal static extern nint FunctionTemplateGetFunction(nint t, nint c);
    // v8::FunctionTemplate::SetClassName(v8::Local<v8::String>)
    [DllImport(Library, EntryPoint = "_ZN2v816FunctionTemplate12SetClassNameENS_5LocalINS_6StringEEE")] internal static extern void FunctionTemplateSetClassName(nint t, nint s);
    // v8::FunctionTemplate::InstanceTemplate()
    [DllImport(Library, EntryPoint = "_ZN2v816FunctionTemplate16InstanceTemplateEv")] internal static extern nint FunctionTemplateInstance(nint t);
    // v8::FunctionTemplate::PrototypeTemplate()
    [DllImport(Library, EntryPoint = "_ZN2v816FunctionTemplate17PrototypeTemplateEv")] internal static extern nint FunctionTemplatePrototype(nint t);
    // v8::FunctionTemplate::HasInstance(v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v816FunctionTemplate11HasInstanceENS_5LocalINS_5ValueEEE")] internal static extern byte FunctionTemplateHasInstance(nint t, nint v);
    // v8::Signature::New(v8::Isolate*, v8::Local<v8::FunctionTemplate>)
    [DllImport(Library, EntryPoint = "_ZN2v89Signature3NewEPNS_7IsolateENS_5LocalINS_16FunctionTemplateEEE")] internal static extern nint SignatureNew(nint iso, nint t);
    // v8::ObjectTemplate::New(v8::Isolate*, v8::Local<v8::FunctionTemplate>)
    [DllImport(Library, EntryPoint = "_ZN2v814ObjectTemplate3NewEPNS_7IsolateENS_5LocalINS_16FunctionTemplateEEE")] internal static extern nint ObjectTemplateNew(nint iso, nint ctor);
    // v8::ObjectTemplate::SetInternalFieldCount(int)
    [DllImport(Library, EntryPoint = "_ZN2v814ObjectTemplate21SetInternalFieldCountEi")] internal static extern void ObjectTemplateSetInternalFieldCount(nint t, int n);
    // v8::ObjectTemplate::SetHandler(v8::NamedPropertyHandlerConfiguration const&)
    [DllImport(Library, EntryPoint = "_ZN2v814ObjectTemplate10SetHandlerERKNS_33NamedPropertyHandlerConfigurationE")] internal static extern void ObjectTemplateSetNamedHandler(nint t, void* cfg);
    // v8::ObjectTemplate::SetHandler(v8::IndexedPropertyHandlerConfiguration const&)
    [DllImport(Library, EntryPoint = "_ZN2v814ObjectTemplate10SetHandlerERKNS_35IndexedPropertyHandlerConfigurationE")] internal static extern void ObjectTemplateSetIndexedHandler(nint t, void* cfg);
    // v8::ObjectTemplate::NewInstance(v8::Local<v8::Context>)
    [DllImport(Library, EntryPoint = "_ZN2v814ObjectTemplate11NewInstanceENS_5LocalINS_7ContextEEE")] internal static extern nint ObjectTemplateNewInstance(nint t, nint c);
    // v8::Template::Set(v8::Local<v8::Name>, v8::Local<v8::Data>, v8::PropertyAttribute)
    [DllImport(Library, EntryPoint = "_ZN2v88Template3SetENS_5LocalINS_4NameEEENS1_INS_4DataEEENS_17PropertyAttributeE")] internal static extern void TemplateSet(nint t, nint name, nint v, int attr);
    // v8::Template::SetAccessorProperty(v8::Local<v8::Name>, v8::Local<v8::FunctionTemplate>, v8::Local<v8::FunctionTemplate>, v8::PropertyAttribute)
    [DllImport(Library, EntryPoint = "_ZN2v88Template19SetAccessorPropertyENS_5LocalINS_4NameEEENS1_INS_16FunctionTemplateEEES5_NS_17PropertyAttributeE")] internal static extern void TemplateSetAccessorProperty(nint t, nint name, nint getter, nint setter, int attr);
    // v8::Promise::Resolver::New(v8::Local<v8::Context>)
    [DllImport(Library, EntryPoint = "_ZN2v87Promise8Resolver3NewENS_5LocalINS_7ContextEEE")] internal static extern nint ResolverNew(nint c);
    // v8::Promise::Resolver::GetPromise()
    [DllImport(Library, EntryPoint = "_ZN2v87Promise8Resolver10GetPromiseEv")] internal static extern nint ResolverPromise(nint r);
    // v8::Promise::Resolver::Resolve(v8::Local<v8::Context>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v87Promise8Resolver7ResolveENS_5LocalINS_7ContextEEENS2_INS_5ValueEEE")] internal static extern ushort ResolverResolve(nint r, nint c, nint v);
    // v8::Promise::State()
    [DllImport(Library, EntryPoint = "_ZN2v87Promise5StateEv")] internal static extern int PromiseState(nint p);
    // v8::Promise::Result()
    [DllImport(Library, EntryPoint = "_ZN2v87Promise6ResultEv")] internal static extern nint PromiseResult(nint p);
    // v8::Promise::MarkAsHandled()
    [DllImport(Library, EntryPoint = "_ZN2v87Promise13MarkAsHandledEv")] internal static extern void PromiseMarkAsHandled(nint p);
    // v8::PrimitiveArray::New(v8::Isolate*, int)
    [DllImport(Library, EntryPoint = "_ZN2v814PrimitiveArray3NewEPNS_7IsolateEi")] internal static extern nint PrimitiveArrayNew(nint iso, int n);
    // v8::PrimitiveArray::Set(v8::Isolate*, int, v8::Local<v8::Primitive>)
    [DllImport(Library, EntryPoint = "_ZN2v814PrimitiveArray3SetEPNS_7IsolateEiNS_5LocalINS_9PrimitiveEEE")] internal static extern void PrimitiveArraySet(nint a, nint iso, int i, nint v);
    // v8::FixedArray::Length() const
    [DllImport(Library, EntryPoint = "_ZNK2v810FixedArray6LengthEv")] internal static extern int FixedArrayLength(nint a);
    // v8::FixedArray::Get(int) const
    [DllImport(Library, EntryPoint = "_ZNK2v810FixedArray3GetEi")] internal static extern nint FixedArrayGet(nint a, int i);
    // v8::ScriptCompiler::CompileModule(v8::Isolate*, v8::ScriptCompiler::Source*, v8::ScriptCompiler::CompileOptions, v8::ScriptCompiler::NoCacheReason)
    [DllImport(Library, EntryPoint = "_ZN2v814ScriptCompiler13CompileModuleEPNS_7IsolateEPNS0_6SourceENS0_14CompileOptionsENS0_13NoCacheReasonE")] internal static extern nint CompileModule(nint iso, void* source, int opts, int reason);
    // v8::ScriptCompiler::CompileFunction(v8::Local<v8::Context>, v8::ScriptCompiler::Source*, unsigned long, v8::Local<v8::String>*, unsigned long, v8::Local<v8::...
    [DllImport(Library, EntryPoint = "_ZN2v814ScriptCompiler15CompileFunctionENS_5LocalINS_7ContextEEEPNS0_6SourceEmPNS1_INS_6StringEEEmPNS1_INS_6ObjectEEENS0_14CompileOptionsENS0_13NoCacheReasonE")] internal static extern nint CompileFunction(nint c, void* source, nuint argc, nint* argv, nuint extc, nint* extv, int opts, int reason);
    // v8::ScriptCompiler::CompileUnboundScript(v8::Isolate*, v8::ScriptCompiler::Source*, v8::ScriptCompiler::CompileOptions, v8::ScriptCompiler::NoCacheReason)
    [DllImport(Library, EntryPoint = "_ZN2v814ScriptCompiler20CompileUnboundScriptEPNS_7IsolateEPNS0_6SourceENS0_14CompileOptionsENS0_13NoCacheReasonE")] internal static extern nint CompileUnboundScript(nint iso, void* source, int opts, int reason);
    // v8::ScriptCompiler::CreateCodeCache(v8::Local<v8::UnboundScript>)
    [DllImport(Library, EntryPoint = "_ZN2v814ScriptCompiler15CreateCodeCacheENS_5LocalINS_13UnboundScriptEEE")] internal static extern CachedData* CreateCodeCache(nint unbound);
    // v8::ScriptCompiler::CreateCodeCache(v8::Local<v8::UnboundModuleScript>)
    [DllImport(Library, EntryPoint = "_ZN2v814ScriptCompiler15CreateCodeCacheENS_5LocalINS_19UnboundModuleScriptEEE")] internal static extern CachedData* CreateCodeCacheForModule(nint unbound);
    // v8::ScriptCompiler::CreateCodeCacheForFunction(v8::Local<v8::Function>)
    [DllImport(Library, EntryPoint = "_ZN2v814ScriptCompiler26CreateCodeCacheForFunctionENS_5LocalINS_8FunctionEEE")] internal static extern CachedData* CreateCodeCacheForFunction(nint f);
    // v8::ScriptCompiler::CachedData::~CachedData()
    [DllImport(Library, EntryPoint = "_ZN2v814ScriptCompiler10CachedDataD1Ev")] internal static extern void CachedDataDtor(CachedData* d);
    // v8::UnboundScript::BindToCurrentContext()
    [DllImport(Library, EntryPoint = "_ZN2v813UnboundScript20BindToCurrentContextEv")] internal static extern nint UnboundBind(nint u);
    // v8::UnboundScript::GetSourceMappingURL()
    [DllImport(Library, EntryPoint = "_ZN2v813UnboundScript19GetSourceMappingURLEv")] internal static extern nint UnboundSourceMappingURL(nint u);
    // v8::UnboundScript::GetSourceURL()
    [DllImport(Library, EntryPoint = "_ZN2v813UnboundScript12GetSourceURLEv")] internal static extern nint UnboundSourceURL(nint u);
    // v8::UnboundModuleScript::GetSourceURL()
    [DllImport(Library, EntryPoint = "_ZN2v819UnboundModuleScript12GetSourceURLEv")] internal static extern nint UnboundModuleSourceURL(nint u);
    // v8::UnboundModuleScript::GetSourceMappingURL()
    [DllImport(Library, EntryPoint = "_ZN2v819UnboundModuleScript19GetSourceMappingURLEv")] internal static extern nint UnboundModuleSourceMappingURL(nint u);
    // v8::Script::Run(v8::Local<v8::Context>)
    [DllImport(Library, EntryPoint = "_ZN2v86Script3RunENS_5LocalINS_7ContextEEE")] internal static extern nint ScriptRun(nint s, nint c);
    // v8::Function::GetScriptOrigin() const
    [DllImport(Library, EntryPoint = "_ZNK2v88Function15GetScriptOriginEv")] internal static extern nint FunctionScriptOrigin(nint sret, nint f);
    // v8::Module::GetStatus() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Module9GetStatusEv")] internal static extern int ModuleGetStatus(nint m);
    // v8::Module::GetException() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Module12GetExceptionEv")] internal static extern nint ModuleGetException(nint m);
    // v8::Module::GetModuleRequests() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Module17GetModuleRequestsEv")] internal static extern nint ModuleGetRequests(nint m);
    // v8::Module::GetIdentityHash() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Module15GetIdentityHashEv")] internal static extern int ModuleIdentityHash(nint m);
    // v8::Module::GetModuleNamespace(v8::ModuleImportPhase)
    [DllImport(Library, EntryPoint = "_ZN2v86Module18GetModuleNamespaceENS_17ModuleImportPhaseE")] internal static extern nint ModuleNamespace(nint m, int phase);
    // v8::Module::GetUnboundModuleScript()
    [DllImport(Library, EntryPoint = "_ZN2v86Module22GetUnboundModuleScriptEv")] internal static extern nint ModuleUnbound(nint m);
    // v8::Module::IsGraphAsync() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Module12IsGraphAsyncEv")] internal static extern byte ModuleIsGraphAsync(nint m);
    // v8::Module::HasTopLevelAwait() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Module16HasTopLevelAwaitEv")] internal static extern byte ModuleHasTLA(nint m);
    // v8::Module::IsSourceTextModule() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Module18IsSourceTextModuleEv")] internal static extern byte ModuleIsSourceText(nint m);
    // v8::Module::Evaluate(v8::Local<v8::Context>)
    [DllImport(Library, EntryPoint = "_ZN2v86Module8EvaluateENS_5LocalINS_7ContextEEE")] internal static extern nint ModuleEvaluate(nint m, nint c);
    // v8::Module::InstantiateModule(v8::Local<v8::Context>, v8::MaybeLocal<v8::Module> (*)(v8::Local<v8::Context>, unsigned long, v8::Local<v8::Module>), v8::Maybe...
    [DllImport(Library, EntryPoint = "_ZN2v86Module17InstantiateModuleENS_5LocalINS_7ContextEEEPFNS_10MaybeLocalIS0_EES3_mNS1_IS0_EEEPFNS4_INS_6ObjectEEES3_mS6_E")] internal static extern ushort ModuleInstantiate(nint m, nint c, nint cb, nint srcCb);
    // v8::Module::CreateSyntheticModule(v8::Isolate*, v8::Local<v8::String>, v8::MemorySpan<v8::Local<v8::String> const> const&, v8::MaybeLocal<v8::Value> (*)(v8::...
    [DllImport(Library, EntryPoint = "_ZN2v86Module21CreateSyntheticModuleEPNS_7IsolateENS_5LocalINS_6StringEEERKNS_10MemorySpanIKS5_EEPFNS_10MaybeLocalINS_5ValueEEENS3_INS_7ContextEEENS3_IS0_EEE")] internal static extern nint ModuleCreateSynthetic(nint iso, nint name, Span2* names, nint steps);
    // v8::Module::SetSyntheticModuleExport(v8::Isolate*, v8::Local<v8::String>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v86Module24SetSyntheticModuleExportEPNS_7IsolateENS_5LocalINS_6StringEEENS3_INS_5ValueEEE")] internal static extern ushort ModuleSetSyntheticExport(nint m, nint iso, nint name, nint v);
    // v8::Module::GetStalledTopLevelAwaitMessages(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v86Module31GetStalledTopLevelAwaitMessagesEPNS_7IsolateE")] internal static extern void ModuleStalledTLA(void* sret, nint m, nint iso);
    // v8::ModuleRequest::GetSpecifier() const
    [DllImport(Library, EntryPoint = "_ZNK2v813ModuleRequest12GetSpecifierEv")] internal static extern nint RequestSpecifier(nint r);
    // v8::ModuleRequest::GetImportAttributes() const
    [DllImport(Library, EntryPoint = "_ZNK2v813ModuleRequest19GetImportAttributesEv")] internal static extern nint RequestAttributes(nint r);
    // v8::ModuleRequest::GetPhase() const
    [DllImport(Library, EntryPoint = "_ZNK2v813ModuleRequest8GetPhaseEv")] internal static extern int RequestPhase(nint r);
    // v8::TryCatch::TryCatch(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v88TryCatchC1EPNS_7IsolateE")] internal static extern void TryCatchCtor(TryCatch* t, nint iso);
    // v8::TryCatch::~TryCatch()
    [DllImport(Library, EntryPoint = "_ZN2v88TryCatchD1Ev")] internal static extern void TryCatchDtor(TryCatch* t);
    // v8::TryCatch::HasCaught() const
    [DllImport(Library, EntryPoint = "_ZNK2v88TryCatch9HasCaughtEv")] internal static extern byte TryCatchHasCaught(TryCatch* t);
    // v8::TryCatch::HasTerminated() const
    [DllImport(Library, EntryPoint = "_ZNK2v88TryCatch13HasTerminatedEv")] internal static extern byte TryCatchHasTerminated(TryCatch* t);
    // v8::TryCatch::ReThrow()
    [DllImport(Library, EntryPoint = "_ZN2v88TryCatch7ReThrowEv")] internal static extern nint TryCatchReThrow(TryCatch* t);
    // v8::TryCatch::Reset()
    [DllImport(Library, EntryPoint = "_ZN2v88TryCatch5ResetEv")] internal static extern void TryCatchReset(TryCatch* t);
    // v8::TryCatch::Exception() const
    [DllImport(Library, EntryPoint = "_ZNK2v88TryCatch9ExceptionEv")] internal static extern nint TryCatchException(TryCatch* t);
    // v8::TryCatch::Message() const
    [DllImport(Library, EntryPoint = "_ZNK2v88TryCatch7MessageEv")] internal static extern nint TryCatchMessage(TryCatch* t);
    // v8::Message::GetScriptResourceName() const
    [DllImport(Library, EntryPoint = "_ZNK2v87Message21GetScriptResourceNameEv")] internal static extern nint MessageResourceName(nint m);
    // v8::Message::GetSourceLine(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v87Message13GetSourceLineENS_5LocalINS_7ContextEEE")] internal static extern nint MessageSourceLine(nint m, nint c);
    // v8::Message::Get() const
    [DllImport(Library, EntryPoint = "_ZNK2v87Message3GetEv")] internal static extern nint MessageGet(nint m);
    // v8::Message::GetLineNumber(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v87Message13GetLineNumberENS_5LocalINS_7ContextEEE")] internal static extern ulong MessageLineNumber(nint m, nint c);
    // v8::Message::GetStartColumn() const
    [DllImport(Library, EntryPoint = "_ZNK2v87Message14GetStartColumnEv")] internal static extern int MessageStartColumn(nint m);
    // v8::Message::GetEndColumn() const
    [DllImport(Library, EntryPoint = "_ZNK2v87Message12GetEndColumnEv")] internal static extern int MessageEndColumn(nint m);
    // v8::Exception::CreateMessage(v8::Isolate*, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v89Exception13CreateMessageEPNS_7IsolateENS_5LocalINS_5ValueEEE")] internal static extern nint CreateMessage(nint iso, nint e);
    // v8::Exception::Error(v8::Local<v8::String>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v89Exception5ErrorENS_5LocalINS_6StringEEENS1_INS_5ValueEEE")] internal static extern nint NewError(nint msg, nint opts);
    // v8::Exception::TypeError(v8::Local<v8::String>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v89Exception9TypeErrorENS_5LocalINS_6StringEEENS1_INS_5ValueEEE")] internal static extern nint NewTypeError(nint msg, nint opts);
    // v8::api_internal::GlobalizeReference(v8::internal::Isolate*, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v812api_internal18GlobalizeReferenceEPNS_8internal7IsolateEm")] internal static extern nint Globalize(nint iso, nint address);
    // v8::api_internal::DisposeGlobal(unsigned long*)
    [DllImport(Library, EntryPoint = "_ZN2v812api_internal13DisposeGlobalEPm")] internal static extern void DisposeGlobal(nint slot);
    // v8::api_internal::MakeWeak(unsigned long*, void*, void (*)(v8::WeakCallbackInfo<void> const&), v8::WeakCallbackType)
    [DllImport(Library, EntryPoint = "_ZN2v812api_internal8MakeWeakEPmPvPFvRKNS_16WeakCallbackInfoIvEEENS_16WeakCallbackTypeE")] internal static extern void MakeWeak(nint slot, nint param, nint cb, int type);
    // v8::api_internal::GetFunctionTemplateData(v8::Isolate*, v8::Local<v8::Data>)
    [DllImport(Library, EntryPoint = "_ZN2v812api_internal23GetFunctionTemplateDataEPNS_7IsolateENS_5LocalINS_4DataEEE")] internal static extern nint FunctionData(nint iso, nint target);
    // v8::Value::FullIsUndefined() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value15FullIsUndefinedEv")] internal static extern byte IsUndefined(nint v);
    // v8::Value::FullIsNull() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value10FullIsNullEv")] internal static extern byte IsNull(nint v);
    // v8::Value::FullIsTrue() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value10FullIsTrueEv")] internal static extern byte IsTrue(nint v);
    // v8::Value::FullIsString() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value12FullIsStringEv")] internal static extern byte IsString(nint v);
    // v8::Value::IsFunction() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value10IsFunctionEv")] internal static extern byte IsFunction(nint v);
    // v8::Value::IsObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value8IsObjectEv")] internal static extern byte IsObject(nint v);
    // v8::Value::IsSymbol() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value8IsSymbolEv")] internal static extern byte IsSymbol(nint v);
    // v8::Value::IsArray() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value7IsArrayEv")] internal static extern byte IsArray(nint v);
    // v8::Value::IsPromise() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value9IsPromiseEv")] internal static extern byte IsPromise(nint v);
    // v8::Value::IsNumber() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value8IsNumberEv")] internal static extern byte IsNumber(nint v);
    // v8::Value::IsNativeError() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value13IsNativeErrorEv")] internal static extern byte IsNativeError(nint v);
    // v8::Value::IsArrayBufferView() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value17IsArrayBufferViewEv")] internal static extern byte IsArrayBufferView(nint v);
    // v8::Value::StrictEquals(v8::Local<v8::Value>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value12StrictEqualsENS_5LocalIS0_EE")] internal static extern byte StrictEquals(nint v, nint o);
    // v8::Value::Int32Value(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value10Int32ValueENS_5LocalINS_7ContextEEE")] internal static extern ulong Int32Value(nint v, nint c);
    // v8::Value::ToString(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value8ToStringENS_5LocalINS_7ContextEEE")] internal static extern nint ValueToString(nint v, nint c);
    // v8::ArrayBufferView::ByteLength()
    [DllImport(Library, EntryPoint = "_ZN2v815ArrayBufferView10ByteLengthEv")] internal static extern nuint ViewByteLength(nint v);
    // v8::ArrayBufferView::ByteOffset()
    [DllImport(Library, EntryPoint = "_ZN2v815ArrayBufferView10ByteOffsetEv")] internal static extern nuint ViewByteOffset(nint v);
    // v8::ArrayBufferView::Buffer()
    [DllImport(Library, EntryPoint = "_ZN2v815ArrayBufferView6BufferEv")] internal static extern nint ViewBuffer(nint v);
    // v8::ArrayBuffer::Data() const
    [DllImport(Library, EntryPoint = "_ZNK2v811ArrayBuffer4DataEv")] internal static extern nint BufferData(nint b);
    // v8::ArrayBuffer::New(v8::Isolate*, unsigned long, v8::BackingStoreInitializationMode)
    [DllImport(Library, EntryPoint = "_ZN2v811ArrayBuffer3NewEPNS_7IsolateEmNS_30BackingStoreInitializationModeE")] internal static extern nint ArrayBufferNew(nint iso, nuint n, int init);
    // v8::MicrotaskQueue::New(v8::Isolate*, v8::MicrotasksPolicy)
    [DllImport(Library, EntryPoint = "_ZN2v814MicrotaskQueue3NewEPNS_7IsolateENS_16MicrotasksPolicyE")] internal static extern nint MicrotaskQueueNew(nint sret, nint iso, int policy);
    // v8::PropertyDescriptor::PropertyDescriptor(v8::Local<v8::Value>, bool)
    [DllImport(Library, EntryPoint = "_ZN2v818PropertyDescriptorC1ENS_5LocalINS_5ValueEEEb")] internal static extern void PropertyDescriptorCtorValue(nint* d, nint v, byte writable);
    // v8::PropertyDescriptor::PropertyDescriptor(v8::Local<v8::Value>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v818PropertyDescriptorC1ENS_5LocalINS_5ValueEEES3_")] internal static extern void PropertyDescriptorCtorAccessor(nint* d, nint g, nint s);
    // v8::PropertyDescriptor::~PropertyDescriptor()
    [DllImport(Library, EntryPoint = "_ZN2v818PropertyDescriptorD1Ev")] internal static extern void PropertyDescriptorDtor(nint* d);
    // v8::PropertyDescriptor::set_enumerable(bool)
    [DllImport(Library, EntryPoint = "_ZN2v818PropertyDescriptor14set_enumerableEb")] internal static extern void PropertyDescriptorSetEnumerable(nint* d, byte v);
    // v8::PropertyDescriptor::set_configurable(bool)
    [DllImport(Library, EntryPoint = "_ZN2v818PropertyDescriptor16set_configurableEb")] internal static extern void PropertyDescriptorSetConfigurable(nint* d, byte v);
    // v8::PropertyDescriptor::get() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor3getEv")] internal static extern nint PD_get(nint d);
    // v8::PropertyDescriptor::set() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor3setEv")] internal static extern nint PD_set(nint d);
    // v8::PropertyDescriptor::value() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor5valueEv")] internal static extern nint PD_value(nint d);
    // v8::PropertyDescriptor::has_get() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor7has_getEv")] internal static extern byte PD_hasGet(nint d);
    // v8::PropertyDescriptor::has_set() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor7has_setEv")] internal static extern byte PD_hasSet(nint d);
    // v8::PropertyDescriptor::has_value() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor9has_valueEv")] internal static extern byte PD_hasValue(nint d);
    // v8::PropertyDescriptor::has_writable() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor12has_writableEv")] internal static extern byte PD_hasWritable(nint d);
    // v8::PropertyDescriptor::writable() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor8writableEv")] internal static extern byte PD_writable(nint d);
    // v8::PropertyDescriptor::has_enumerable() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor14has_enumerableEv")] internal static extern byte PD_hasEnumerable(nint d);
    // v8::PropertyDescriptor::enumerable() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor10enumerableEv")] internal static extern byte PD_enumerable(nint d);
    // v8::PropertyDescriptor::has_configurable() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor16has_configurableEv")] internal static extern byte PD_hasConfigurable(nint d);
    // v8::PropertyDescriptor::configurable() const
    [DllImport(Library, EntryPoint = "_ZNK2v818PropertyDescriptor12configurableEv")] internal static extern byte PD_configurable(nint d);
    // v8::Isolate::SetPrepareStackTraceCallback(v8::MaybeLocal<v8::Value> (*)(v8::Local<v8::Context>, v8::Local<v8::Value>, v8::Local<v8::Array>))
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate28SetPrepareStackTraceCallbackEPFNS_10MaybeLocalINS_5ValueEEENS_5LocalINS_7ContextEEENS4_IS2_EENS4_INS_5ArrayEEEE")] internal static extern void SetPrepareStackTrace(nint iso, nint cb);
    // v8::Value::IsProxy() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value7IsProxyEv")] internal static extern byte IsProxy(nint v);
    // v8::Value::IsMap() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value5IsMapEv")] internal static extern byte IsMap(nint v);
    // v8::Value::IsSet() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value5IsSetEv")] internal static extern byte IsSet(nint v);
    // v8::Value::IsDate() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value6IsDateEv")] internal static extern byte IsDate(nint v);
    // v8::RegExp::New(v8::Local<v8::Context>, v8::Local<v8::String>, v8::RegExp::Flags)
    [DllImport(Library, EntryPoint = "_ZN2v86RegExp3NewENS_5LocalINS_7ContextEEENS1_INS_6StringEEENS0_5FlagsE")] internal static extern nint RegExpNew(nint c, nint source, int flags);
    // v8::RegExp::Exec(v8::Local<v8::Context>, v8::Local<v8::String>)
    [DllImport(Library, EntryPoint = "_ZN2v86RegExp4ExecENS_5LocalINS_7ContextEEENS1_INS_6StringEEE")] internal static extern nint RegExpExec(nint r, nint c, nint text);
    // v8::Value::IsRegExp() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value8IsRegExpEv")] internal static extern byte IsRegExp(nint v);
    // v8::Value::IsExternal() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value10IsExternalEv")] internal static extern byte IsExternal(nint v);
    // v8::Value::IsMapIterator() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value13IsMapIteratorEv")] internal static extern byte IsMapIterator(nint v);
    // v8::Value::IsSetIterator() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value13IsSetIteratorEv")] internal static extern byte IsSetIterator(nint v);
    // v8::Value::IsGeneratorObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value17IsGeneratorObjectEv")] internal static extern byte IsGeneratorObject(nint v);
    // v8::Value::IsGeneratorFunction() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value19IsGeneratorFunctionEv")] internal static extern byte IsGeneratorFunction(nint v);
    // v8::Value::IsAsyncFunction() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value15IsAsyncFunctionEv")] internal static extern byte IsAsyncFunction(nint v);
    // v8::Value::IsArgumentsObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value17IsArgumentsObjectEv")] internal static extern byte IsArgumentsObject(nint v);
    // v8::Value::IsNumberObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value14IsNumberObjectEv")] internal static extern byte IsNumberObject(nint v);
    // v8::Value::IsStringObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value14IsStringObjectEv")] internal static extern byte IsStringObject(nint v);
    // v8::Value::IsBooleanObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value15IsBooleanObjectEv")] internal static extern byte IsBooleanObject(nint v);
    // v8::Value::IsSymbolObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value14IsSymbolObjectEv")] internal static extern byte IsSymbolObject(nint v);
    // v8::Value::IsBigIntObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value14IsBigIntObjectEv")] internal static extern byte IsBigIntObject(nint v);
    // v8::Value::IsModuleNamespaceObject() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value23IsModuleNamespaceObjectEv")] internal static extern byte IsModuleNamespaceObject(nint v);
    // v8::Value::IsWeakMap() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value9IsWeakMapEv")] internal static extern byte IsWeakMap(nint v);
    // v8::Value::IsWeakSet() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value9IsWeakSetEv")] internal static extern byte IsWeakSet(nint v);
    // v8::Value::IsWeakRef() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value9IsWeakRefEv")] internal static extern byte IsWeakRef(nint v);
    // v8::Value::IsArrayBuffer() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value13IsArrayBufferEv")] internal static extern byte IsArrayBuffer(nint v);
    // v8::Value::IsSharedArrayBuffer() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value19IsSharedArrayBufferEv")] internal static extern byte IsSharedArrayBuffer(nint v);
    // v8::Value::IsDataView() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value10IsDataViewEv")] internal static extern byte IsDataView(nint v);
    // v8::Value::IsTypedArray() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value12IsTypedArrayEv")] internal static extern byte IsTypedArray(nint v);
    // v8::Value::IsUint8Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value12IsUint8ArrayEv")] internal static extern byte IsUint8Array(nint v);
    // v8::Value::IsUint8ClampedArray() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value19IsUint8ClampedArrayEv")] internal static extern byte IsUint8ClampedArray(nint v);
    // v8::Value::IsInt8Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value11IsInt8ArrayEv")] internal static extern byte IsInt8Array(nint v);
    // v8::Value::IsUint16Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value13IsUint16ArrayEv")] internal static extern byte IsUint16Array(nint v);
    // v8::Value::IsInt16Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value12IsInt16ArrayEv")] internal static extern byte IsInt16Array(nint v);
    // v8::Value::IsUint32Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value13IsUint32ArrayEv")] internal static extern byte IsUint32Array(nint v);
    // v8::Value::IsInt32Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value12IsInt32ArrayEv")] internal static extern byte IsInt32Array(nint v);
    // v8::Value::IsFloat32Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value14IsFloat32ArrayEv")] internal static extern byte IsFloat32Array(nint v);
    // v8::Value::IsFloat64Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value14IsFloat64ArrayEv")] internal static extern byte IsFloat64Array(nint v);
    // v8::Value::IsFloat16Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value14IsFloat16ArrayEv")] internal static extern byte IsFloat16Array(nint v);
    // v8::Value::IsBigInt64Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value15IsBigInt64ArrayEv")] internal static extern byte IsBigInt64Array(nint v);
    // v8::Value::IsBigUint64Array() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value16IsBigUint64ArrayEv")] internal static extern byte IsBigUint64Array(nint v);
    // v8::Value::IsBigInt() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value8IsBigIntEv")] internal static extern byte IsBigInt(nint v);
    // v8::Value::IsBoolean() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value9IsBooleanEv")] internal static extern byte IsBoolean(nint v);
    // v8::Value::IsInt32() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value7IsInt32Ev")] internal static extern byte IsInt32(nint v);
    // v8::Value::IsUint32() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value8IsUint32Ev")] internal static extern byte IsUint32(nint v);
    // v8::Value::IsName() const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value6IsNameEv")] internal static extern byte IsName(nint v);
    // v8::Locker::Initialize(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v86Locker10InitializeEPNS_7IsolateE")] internal static extern void LockerInit(nint* locker, nint iso);
    // v8::Locker::~Locker()
    [DllImport(Library, EntryPoint = "_ZN2v86LockerD1Ev")] internal static extern void LockerDtor(nint* locker);
    // v8::Isolate::Enter()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate5EnterEv")] internal static extern void IsolateEnter(nint iso);
    // v8::Isolate::Exit()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate4ExitEv")] internal static extern void IsolateExit(nint iso);
    // v8::Isolate::SetMicrotasksPolicy(v8::MicrotasksPolicy)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate19SetMicrotasksPolicyENS_16MicrotasksPolicyE")] internal static extern void SetMicrotasksPolicy(nint iso, int policy);
    // v8::Isolate::SetPromiseRejectCallback(void (*)(v8::PromiseRejectMessage))
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate24SetPromiseRejectCallbackEPFvNS_20PromiseRejectMessageEE")] internal static extern void SetPromiseRejectCallback(nint iso, nint cb);
    // v8::Isolate::AddNearHeapLimitCallback(unsigned long (*)(void*, unsigned long, unsigned long), void*)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate24AddNearHeapLimitCallbackEPFmPvmmES1_")] internal static extern void AddNearHeapLimitCallback(nint iso, nint cb, nint data);
    // v8::Isolate::RemoveNearHeapLimitCallback(unsigned long (*)(void*, unsigned long, unsigned long), unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate27RemoveNearHeapLimitCallbackEPFmPvmmEm")] internal static extern void RemoveNearHeapLimitCallback(nint iso, nint cb, nuint limit);
    // v8::Isolate::AddMessageListener(void (*)(v8::Local<v8::Message>, v8::Local<v8::Value>), v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate18AddMessageListenerEPFvNS_5LocalINS_7MessageEEENS1_INS_5ValueEEEES5_")] internal static extern void AddMessageListener(nint iso, nint cb, nint data);
    // v8::Isolate::SetStackLimit(unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate13SetStackLimitEm")] internal static extern void SetStackLimit(nint iso, nuint limit);
    // v8::Isolate::GetHeapStatistics(v8::HeapStatistics*)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate17GetHeapStatisticsEPNS_14HeapStatisticsE")] internal static extern void GetHeapStatistics(nint iso, void* stats);
    // v8::HeapStatistics::HeapStatistics()
    [DllImport(Library, EntryPoint = "_ZN2v814HeapStatisticsC1Ev")] internal static extern void HeapStatisticsCtor(void* stats);
    // v8::Isolate::GetHeapSpaceStatistics(v8::HeapSpaceStatistics*, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate22GetHeapSpaceStatisticsEPNS_19HeapSpaceStatisticsEm")] internal static extern byte GetHeapSpaceStatistics(nint iso, void* stats, nuint index);
    // v8::Isolate::NumberOfHeapSpaces()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate18NumberOfHeapSpacesEv")] internal static extern nuint NumberOfHeapSpaces(nint iso);
    // v8::Isolate::DateTimeConfigurationChangeNotification(v8::Isolate::TimeZoneDetection)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate39DateTimeConfigurationChangeNotificationENS0_17TimeZoneDetectionE")] internal static extern void DateTimeConfigurationChanged(nint iso, int detection);
    // v8::Isolate::AddGCPrologueCallback(void (*)(v8::Isolate*, v8::GCType, v8::GCCallbackFlags), v8::GCType)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate21AddGCPrologueCallbackEPFvPS0_NS_6GCTypeENS_15GCCallbackFlagsEES2_")] internal static extern void AddGCPrologueCallback(nint iso, nint cb, int type);
    // v8::Isolate::RemoveGCPrologueCallback(void (*)(v8::Isolate*, v8::GCType, v8::GCCallbackFlags))
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate24RemoveGCPrologueCallbackEPFvPS0_NS_6GCTypeENS_15GCCallbackFlagsEE")] internal static extern void RemoveGCPrologueCallback(nint iso, nint cb);
    // v8::Isolate::AddGCEpilogueCallback(void (*)(v8::Isolate*, v8::GCType, v8::GCCallbackFlags), v8::GCType)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate21AddGCEpilogueCallbackEPFvPS0_NS_6GCTypeENS_15GCCallbackFlagsEES2_")] internal static extern void AddGCEpilogueCallback(nint iso, nint cb, int type);
    // v8::Isolate::RemoveGCEpilogueCallback(void (*)(v8::Isolate*, v8::GCType, v8::GCCallbackFlags))
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate24RemoveGCEpilogueCallbackEPFvPS0_NS_6GCTypeENS_15GCCallbackFlagsEE")] internal static extern void RemoveGCEpilogueCallback(nint iso, nint cb);
    // v8::Isolate::LowMemoryNotification()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate21LowMemoryNotificationEv")] internal static extern void LowMemoryNotification(nint iso);
    // v8::Isolate::EnqueueMicrotask(v8::Local<v8::Function>)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate16EnqueueMicrotaskENS_5LocalINS_8FunctionEEE")] internal static extern void EnqueueMicrotask(nint iso, nint fn);
    // v8::Isolate::AdjustAmountOfExternalAllocatedMemory(long)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate37AdjustAmountOfExternalAllocatedMemoryEl")] internal static extern long AdjustExternalMemory(nint iso, long delta);
    // v8::Isolate::SetAllowWasmCodeGenerationCallback(bool (*)(v8::Local<v8::Context>, v8::Local<v8::String>))
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate34SetAllowWasmCodeGenerationCallbackEPFbNS_5LocalINS_7ContextEEENS1_INS_6StringEEEE")] internal static extern void SetAllowWasmCodeGeneration(nint iso, nint cb);
    // v8::internal::HandleScope::current_next_address(v8::internal::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v88internal11HandleScope20current_next_addressEPNS0_7IsolateE")] internal static extern nuint* HandleScopeNext(nint iso);
    // v8::internal::HandleScope::current_limit_address(v8::internal::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v88internal11HandleScope21current_limit_addressEPNS0_7IsolateE")] internal static extern nuint* HandleScopeLimit(nint iso);
    // v8::internal::HandleScope::current_level_address(v8::internal::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v88internal11HandleScope21current_level_addressEPNS0_7IsolateE")] internal static extern int* HandleScopeLevel(nint iso);
    // v8::internal::HandleScope::DeleteExtensions(v8::internal::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v88internal11HandleScope16DeleteExtensionsEPNS0_7IsolateE")] internal static extern void HandleScopeDeleteExtensions(nint iso);
    // v8::String::NewExternalOneByte(v8::Isolate*, v8::String::ExternalOneByteStringResource*)
    [DllImport(Library, EntryPoint = "_ZN2v86String18NewExternalOneByteEPNS_7IsolateEPNS0_29ExternalOneByteStringResourceE")] internal static extern nint NewExternalOneByte(nint iso, nint resource);
    // v8::String::NewExternalTwoByte(v8::Isolate*, v8::String::ExternalStringResource*)
    [DllImport(Library, EntryPoint = "_ZN2v86String18NewExternalTwoByteEPNS_7IsolateEPNS0_22ExternalStringResourceE")] internal static extern nint NewExternalTwoByte(nint iso, nint resource);
    // v8::String::IsOneByte() const
    [DllImport(Library, EntryPoint = "_ZNK2v86String9IsOneByteEv")] internal static extern byte StringIsOneByte(nint s);
    // v8::String::WriteOneByteV2(v8::Isolate*, unsigned int, unsigned int, unsigned char*, int) const
    [DllImport(Library, EntryPoint = "_ZNK2v86String14WriteOneByteV2EPNS_7IsolateEjjPhi")] internal static extern void StringWriteOneByte(nint s, nint iso, uint off, uint len, byte* buf, int flags);
    // v8::String::WriteUtf8V2(v8::Isolate*, char*, unsigned long, int, unsigned long*) const
    [DllImport(Library, EntryPoint = "_ZNK2v86String11WriteUtf8V2EPNS_7IsolateEPcmiPm")] internal static extern nuint StringWriteUtf8(nint s, nint iso, byte* buf, nuint capacity, int flags, nuint* processed);
    // v8::String::Utf8LengthV2(v8::Isolate*) const
    [DllImport(Library, EntryPoint = "_ZNK2v86String12Utf8LengthV2EPNS_7IsolateE")] internal static extern nuint StringUtf8Length(nint s, nint iso);
    // v8::Symbol::Description(v8::Isolate*) const
    [DllImport(Library, EntryPoint = "_ZNK2v86Symbol11DescriptionEPNS_7IsolateE")] internal static extern nint SymbolDescription(nint s, nint iso);
    // v8::BigInt::New(v8::Isolate*, long)
    [DllImport(Library, EntryPoint = "_ZN2v86BigInt3NewEPNS_7IsolateEl")] internal static extern nint BigIntNew(nint iso, long v);
    // v8::BigInt::NewFromUnsigned(v8::Isolate*, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v86BigInt15NewFromUnsignedEPNS_7IsolateEm")] internal static extern nint BigIntNewUnsigned(nint iso, ulong v);
    // v8::BigInt::Int64Value(bool*) const
    [DllImport(Library, EntryPoint = "_ZNK2v86BigInt10Int64ValueEPb")] internal static extern long BigIntInt64Value(nint v, byte* lossless);
    // v8::BigInt::Uint64Value(bool*) const
    [DllImport(Library, EntryPoint = "_ZNK2v86BigInt11Uint64ValueEPb")] internal static extern ulong BigIntUint64Value(nint v, byte* lossless);
    // v8::Value::NumberValue(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value11NumberValueENS_5LocalINS_7ContextEEE")] internal static extern MaybeDouble NumberValue(nint v, nint c);
    // v8::Value::IntegerValue(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value12IntegerValueENS_5LocalINS_7ContextEEE")] internal static extern MaybeInt64 IntegerValue(nint v, nint c);
    // v8::Value::Uint32Value(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value11Uint32ValueENS_5LocalINS_7ContextEEE")] internal static extern ulong Uint32Value(nint v, nint c);
    // v8::Value::BooleanValue(v8::Isolate*) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value12BooleanValueEPNS_7IsolateE")] internal static extern byte BooleanValue(nint v, nint iso);
    // v8::Value::SameValue(v8::Local<v8::Value>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value9SameValueENS_5LocalIS0_EE")] internal static extern byte SameValue(nint a, nint b);
    // v8::Value::ToObject(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value8ToObjectENS_5LocalINS_7ContextEEE")] internal static extern nint ToObject(nint v, nint c);
    // v8::Value::ToDetailString(v8::Local<v8::Context>) const
    [DllImport(Library, EntryPoint = "_ZNK2v85Value14ToDetailStringENS_5LocalINS_7ContextEEE")] internal static extern nint ToDetailString(nint v, nint c);
    // v8::Value::TypeOf(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v85Value6TypeOfEPNS_7IsolateE")] internal static extern nint TypeOf(nint v, nint iso);
    // v8::Array::New(v8::Isolate*, int)
    [DllImport(Library, EntryPoint = "_ZN2v85Array3NewEPNS_7IsolateEi")] internal static extern nint ArrayNewLength(nint iso, int n);
    // v8::ArrayBuffer::MaybeNew(v8::Isolate*, unsigned long, v8::BackingStoreInitializationMode)
    [DllImport(Library, EntryPoint = "_ZN2v811ArrayBuffer8MaybeNewEPNS_7IsolateEmNS_30BackingStoreInitializationModeE")] internal static extern nint ArrayBufferMaybeNew(nint iso, nuint n, int init);
    // v8::ArrayBuffer::ByteLength() const
    [DllImport(Library, EntryPoint = "_ZNK2v811ArrayBuffer10ByteLengthEv")] internal static extern nuint ArrayBufferByteLength(nint b);
    // v8::ArrayBuffer::WasDetached() const
    [DllImport(Library, EntryPoint = "_ZNK2v811ArrayBuffer11WasDetachedEv")] internal static extern byte ArrayBufferWasDetached(nint b);
    // v8::ArrayBuffer::IsDetachable() const
    [DllImport(Library, EntryPoint = "_ZNK2v811ArrayBuffer12IsDetachableEv")] internal static extern byte ArrayBufferIsDetachable(nint b);
    // v8::SharedArrayBuffer::Data() const
    [DllImport(Library, EntryPoint = "_ZNK2v817SharedArrayBuffer4DataEv")] internal static extern nint SharedArrayBufferData(nint b);
    // v8::SharedArrayBuffer::ByteLength() const
    [DllImport(Library, EntryPoint = "_ZNK2v817SharedArrayBuffer10ByteLengthEv")] internal static extern nuint SharedArrayBufferByteLength(nint b);
    // v8::ArrayBufferView::HasBuffer() const
    [DllImport(Library, EntryPoint = "_ZNK2v815ArrayBufferView9HasBufferEv")] internal static extern byte ViewHasBuffer(nint v);
    // v8::TypedArray::Length()
    [DllImport(Library, EntryPoint = "_ZN2v810TypedArray6LengthEv")] internal static extern nuint TypedArrayLength(nint v);
    // v8::Uint8Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v810Uint8Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Uint8ArrayNew(nint ab, nuint off, nuint len);
    // v8::Uint32Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v811Uint32Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Uint32ArrayNew(nint ab, nuint off, nuint len);
    // v8::Int32Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v810Int32Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Int32ArrayNew(nint ab, nuint off, nuint len);
    // v8::Float64Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v812Float64Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Float64ArrayNew(nint ab, nuint off, nuint len);
    // v8::BigInt64Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v813BigInt64Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint BigInt64ArrayNew(nint ab, nuint off, nuint len);
    // v8::BigUint64Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v814BigUint64Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint BigUint64ArrayNew(nint ab, nuint off, nuint len);
    // v8::Int8Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v89Int8Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Int8ArrayNew(nint ab, nuint off, nuint len);
    // v8::Uint8ClampedArray::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v817Uint8ClampedArray3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Uint8ClampedArrayNew(nint ab, nuint off, nuint len);
    // v8::Uint16Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v811Uint16Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Uint16ArrayNew(nint ab, nuint off, nuint len);
    // v8::Int16Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v810Int16Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Int16ArrayNew(nint ab, nuint off, nuint len);
    // v8::Float32Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v812Float32Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Float32ArrayNew(nint ab, nuint off, nuint len);
    // v8::Float16Array::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v812Float16Array3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint Float16ArrayNew(nint ab, nuint off, nuint len);
    // v8::DataView::New(v8::Local<v8::ArrayBuffer>, unsigned long, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v88DataView3NewENS_5LocalINS_11ArrayBufferEEEmm")] internal static extern nint DataViewNew(nint ab, nuint off, nuint len);
    // v8::Map::New(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v83Map3NewEPNS_7IsolateE")] internal static extern nint MapNew(nint iso);
    // v8::Map::Set(v8::Local<v8::Context>, v8::Local<v8::Value>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v83Map3SetENS_5LocalINS_7ContextEEENS1_INS_5ValueEEES5_")] internal static extern nint MapSet(nint m, nint c, nint k, nint v);
    // v8::Set::New(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v83Set3NewEPNS_7IsolateE")] internal static extern nint SetNew(nint iso);
    // v8::Set::Add(v8::Local<v8::Context>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v83Set3AddENS_5LocalINS_7ContextEEENS1_INS_5ValueEEE")] internal static extern nint SetAdd(nint s, nint c, nint v);
    // v8::Proxy::GetTarget()
    [DllImport(Library, EntryPoint = "_ZN2v85Proxy9GetTargetEv")] internal static extern nint ProxyGetTarget(nint p);
    // v8::Proxy::GetHandler()
    [DllImport(Library, EntryPoint = "_ZN2v85Proxy10GetHandlerEv")] internal static extern nint ProxyGetHandler(nint p);
    // v8::Object::PreviewEntries(bool*)
    [DllImport(Library, EntryPoint = "_ZN2v86Object14PreviewEntriesEPb")] internal static extern nint ObjectPreviewEntries(nint o, byte* isKeyValue);
    // v8::Object::GetPrototype()
    [DllImport(Library, EntryPoint = "_ZN2v86Object12GetPrototypeEv")] internal static extern nint ObjectGetPrototype(nint o);
    // v8::Object::GetConstructorName()
    [DllImport(Library, EntryPoint = "_ZN2v86Object18GetConstructorNameEv")] internal static extern nint ObjectGetConstructorName(nint o);
    // v8::Object::GetOwnPropertyNames(v8::Local<v8::Context>, v8::PropertyFilter, v8::KeyConversionMode)
    [DllImport(Library, EntryPoint = "_ZN2v86Object19GetOwnPropertyNamesENS_5LocalINS_7ContextEEENS_14PropertyFilterENS_17KeyConversionModeE")] internal static extern nint ObjectGetOwnPropertyNames(nint o, nint c, int filter, int conv);
    // v8::Object::SetLazyDataProperty(v8::Local<v8::Context>, v8::Local<v8::Name>, void (*)(v8::Local<v8::Name>, v8::PropertyCallbackInfo<v8::Value> const&), v8::L...
    [DllImport(Library, EntryPoint = "_ZN2v86Object19SetLazyDataPropertyENS_5LocalINS_7ContextEEENS1_INS_4NameEEEPFvS5_RKNS_20PropertyCallbackInfoINS_5ValueEEEENS1_IS7_EENS_17PropertyAttributeENS_14SideEffectTypeESF_")] internal static extern ushort ObjectSetLazyData(nint o, nint c, nint name, nint getter, nint data, int attrs, int getterSide, int setterSide);
    // v8::Object::IsConstructor() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Object13IsConstructorEv")] internal static extern byte ObjectIsConstructor(nint o);
    // v8::Object::InternalFieldCount() const
    [DllImport(Library, EntryPoint = "_ZNK2v86Object18InternalFieldCountEv")] internal static extern int ObjectInternalFieldCountOfMap(nint o);
    // v8::Object::CreateDataProperty(v8::Local<v8::Context>, v8::Local<v8::Name>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object18CreateDataPropertyENS_5LocalINS_7ContextEEENS1_INS_4NameEEENS1_INS_5ValueEEE")] internal static extern ushort ObjectCreateDataProperty(nint o, nint c, nint k, nint v);
    // v8::Object::HasPrivate(v8::Local<v8::Context>, v8::Local<v8::Private>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object10HasPrivateENS_5LocalINS_7ContextEEENS1_INS_7PrivateEEE")] internal static extern ushort ObjectHasPrivate(nint o, nint c, nint k);
    // v8::Object::SetIntegrityLevel(v8::Local<v8::Context>, v8::IntegrityLevel)
    [DllImport(Library, EntryPoint = "_ZN2v86Object17SetIntegrityLevelENS_5LocalINS_7ContextEEENS_14IntegrityLevelE")] internal static extern ushort SetIntegrityLevel(nint o, nint c, int level);
    // v8::FunctionTemplate::Inherit(v8::Local<v8::FunctionTemplate>)
    [DllImport(Library, EntryPoint = "_ZN2v816FunctionTemplate7InheritENS_5LocalIS0_EE")] internal static extern void FunctionTemplateInherit(nint t, nint parent);
    // v8::Promise::Resolver::Reject(v8::Local<v8::Context>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v87Promise8Resolver6RejectENS_5LocalINS_7ContextEEENS2_INS_5ValueEEE")] internal static extern ushort ResolverReject(nint r, nint c, nint v);
    // v8::Promise::HasHandler() const
    [DllImport(Library, EntryPoint = "_ZNK2v87Promise10HasHandlerEv")] internal static extern byte PromiseHasHandler(nint p);
    // v8::StackTrace::CurrentStackTrace(v8::Isolate*, int, v8::StackTrace::StackTraceOptions)
    [DllImport(Library, EntryPoint = "_ZN2v810StackTrace17CurrentStackTraceEPNS_7IsolateEiNS0_17StackTraceOptionsE")] internal static extern nint StackTraceCurrent(nint iso, int frames, int options);
    // v8::StackTrace::GetFrameCount() const
    [DllImport(Library, EntryPoint = "_ZNK2v810StackTrace13GetFrameCountEv")] internal static extern int StackTraceFrameCount(nint s);
    // v8::StackTrace::GetFrame(v8::Isolate*, unsigned int) const
    [DllImport(Library, EntryPoint = "_ZNK2v810StackTrace8GetFrameEPNS_7IsolateEj")] internal static extern nint StackTraceFrame(nint s, nint iso, uint i);
    // v8::StackFrame::GetScriptName() const
    [DllImport(Library, EntryPoint = "_ZNK2v810StackFrame13GetScriptNameEv")] internal static extern nint StackFrameScriptName(nint f);
    // v8::StackFrame::GetScriptNameOrSourceURL() const
    [DllImport(Library, EntryPoint = "_ZNK2v810StackFrame24GetScriptNameOrSourceURLEv")] internal static extern nint StackFrameScriptNameOrSourceUrl(nint f);
    // v8::StackFrame::GetFunctionName() const
    [DllImport(Library, EntryPoint = "_ZNK2v810StackFrame15GetFunctionNameEv")] internal static extern nint StackFrameFunctionName(nint f);
    // v8::StackFrame::GetScriptId() const
    [DllImport(Library, EntryPoint = "_ZNK2v810StackFrame11GetScriptIdEv")] internal static extern int StackFrameScriptId(nint f);
    // v8::Message::GetStackTrace() const
    [DllImport(Library, EntryPoint = "_ZNK2v87Message13GetStackTraceEv")] internal static extern nint MessageStackTrace(nint m);
    // v8::Message::GetScriptOrigin() const
    [DllImport(Library, EntryPoint = "_ZNK2v87Message15GetScriptOriginEv")] internal static extern nint MessageScriptOriginRaw(nint sret, nint m);
    // v8::Exception::RangeError(v8::Local<v8::String>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v89Exception10RangeErrorENS_5LocalINS_6StringEEENS1_INS_5ValueEEE")] internal static extern nint NewRangeError(nint msg, nint opts);
    // v8::Exception::SyntaxError(v8::Local<v8::String>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v89Exception11SyntaxErrorENS_5LocalINS_6StringEEENS1_INS_5ValueEEE")] internal static extern nint NewSyntaxError(nint msg, nint opts);
    // v8::Exception::GetStackTrace(v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v89Exception13GetStackTraceENS_5LocalINS_5ValueEEE")] internal static extern nint ExceptionStackTrace(nint e);
    // v8::V8::SetFlagsFromString(char const*, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v82V818SetFlagsFromStringEPKcm")] internal static extern void SetFlags(byte* s, nuint n);
    // v8::V8::GetVersion()
    [DllImport(Library, EntryPoint = "_ZN2v82V810GetVersionEv")] internal static extern nint GetVersion();
    // v8::V8::SetEntropySource(bool (*)(unsigned char*, unsigned long))
    [DllImport(Library, EntryPoint = "_ZN2v82V816SetEntropySourceEPFbPhmE")] internal static extern void SetEntropySource(nint cb);
    // v8::V8::InitializeICU(char const*)
    [DllImport(Library, EntryPoint = "_ZN2v82V813InitializeICUEPKc")] internal static extern byte InitializeIcu(byte* path);
    // v8::ValueSerializer::ValueSerializer(v8::Isolate*, v8::ValueSerializer::Delegate*)
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializerC1EPNS_7IsolateEPNS0_8DelegateE")] internal static extern void VsCtor(nint* s, nint iso, nint d);
    // v8::ValueSerializer::~ValueSerializer()
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializerD1Ev")] internal static extern void VsDtor(nint* s);
    // v8::ValueSerializer::WriteHeader()
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer11WriteHeaderEv")] internal static extern void VsWriteHeader(nint* s);
    // v8::ValueSerializer::WriteValue(v8::Local<v8::Context>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer10WriteValueENS_5LocalINS_7ContextEEENS1_INS_5ValueEEE")] internal static extern ushort VsWriteValue(nint* s, nint c, nint v);
    // v8::ValueSerializer::Release()
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer7ReleaseEv")] internal static extern Span1 VsRelease(nint* s);
    // v8::ValueSerializer::TransferArrayBuffer(unsigned int, v8::Local<v8::ArrayBuffer>)
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer19TransferArrayBufferEjNS_5LocalINS_11ArrayBufferEEE")] internal static extern void VsTransfer(nint* s, uint id, nint ab);
    // v8::ValueSerializer::SetTreatArrayBufferViewsAsHostObjects(bool)
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer37SetTreatArrayBufferViewsAsHostObjectsEb")] internal static extern void VsTreatViewsAsHost(nint* s, byte on);
    // v8::ValueSerializer::WriteUint32(unsigned int)
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer11WriteUint32Ej")] internal static extern void VsWriteUint32(nint* s, uint v);
    // v8::ValueSerializer::WriteUint64(unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer11WriteUint64Em")] internal static extern void VsWriteUint64(nint* s, ulong v);
    // v8::ValueSerializer::WriteDouble(double)
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer11WriteDoubleEd")] internal static extern void VsWriteDouble(nint* s, double v);
    // v8::ValueSerializer::WriteRawBytes(void const*, unsigned long)
    [DllImport(Library, EntryPoint = "_ZN2v815ValueSerializer13WriteRawBytesEPKvm")] internal static extern void VsWriteRaw(nint* s, void* p, nuint n);
    // v8::ValueDeserializer::ValueDeserializer(v8::Isolate*, unsigned char const*, unsigned long, v8::ValueDeserializer::Delegate*)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializerC1EPNS_7IsolateEPKhmPNS0_8DelegateE")] internal static extern void VdCtor(nint* s, nint iso, byte* p, nuint n, nint d);
    // v8::ValueDeserializer::~ValueDeserializer()
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializerD1Ev")] internal static extern void VdDtor(nint* s);
    // v8::ValueDeserializer::ReadHeader(v8::Local<v8::Context>)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializer10ReadHeaderENS_5LocalINS_7ContextEEE")] internal static extern ushort VdReadHeader(nint* s, nint c);
    // v8::ValueDeserializer::ReadValue(v8::Local<v8::Context>)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializer9ReadValueENS_5LocalINS_7ContextEEE")] internal static extern nint VdReadValue(nint* s, nint c);
    // v8::ValueDeserializer::TransferArrayBuffer(unsigned int, v8::Local<v8::ArrayBuffer>)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializer19TransferArrayBufferEjNS_5LocalINS_11ArrayBufferEEE")] internal static extern void VdTransfer(nint* s, uint id, nint ab);
    // v8::ValueDeserializer::ReadUint32(unsigned int*)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializer10ReadUint32EPj")] internal static extern byte VdReadUint32(nint* s, uint* v);
    // v8::ValueDeserializer::ReadUint64(unsigned long*)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializer10ReadUint64EPm")] internal static extern byte VdReadUint64(nint* s, ulong* v);
    // v8::ValueDeserializer::ReadDouble(double*)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializer10ReadDoubleEPd")] internal static extern byte VdReadDouble(nint* s, double* v);
    // v8::ValueDeserializer::ReadRawBytes(unsigned long, void const**)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializer12ReadRawBytesEmPPKv")] internal static extern byte VdReadRaw(nint* s, nuint n, nint* p);
    // v8::ValueDeserializer::GetWireFormatVersion() const
    [DllImport(Library, EntryPoint = "_ZNK2v817ValueDeserializer20GetWireFormatVersionEv")] internal static extern uint VdWireVersion(nint* s);
    // v8::internal::MicrotaskQueue::PerformCheckpoint(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v88internal14MicrotaskQueue17PerformCheckpointEPNS_7IsolateE")] internal static extern void MicrotaskQueueCheckpoint(nint q, nint iso);
    // v8::Object::SetPrototype(v8::Local<v8::Context>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v86Object12SetPrototypeENS_5LocalINS_7ContextEEENS1_INS_5ValueEEE")] internal static extern ushort ObjectSetPrototype(nint o, nint c, nint p);
    // v8::Isolate::GetContinuationPreservedEmbedderData()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate36GetContinuationPreservedEmbedderDataEv")] internal static extern nint GetContinuationData(nint iso);
    // v8::Isolate::SetContinuationPreservedEmbedderData(v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate36SetContinuationPreservedEmbedderDataENS_5LocalINS_5ValueEEE")] internal static extern void SetContinuationData(nint iso, nint v);
    // v8::Object::SetAccessorProperty(v8::Local<v8::Name>, v8::Local<v8::Function>, v8::Local<v8::Function>, v8::PropertyAttribute)
    [DllImport(Library, EntryPoint = "_ZN2v86Object19SetAccessorPropertyENS_5LocalINS_4NameEEENS1_INS_8FunctionEEES5_NS_17PropertyAttributeE")] internal static extern void ObjectSetAccessor(nint o, nint name, nint getter, nint setter, int attrs);
    // v8::StackFrame::GetLocation() const
    [DllImport(Library, EntryPoint = "_ZNK2v810StackFrame11GetLocationEv")] internal static extern ulong StackFrameLocation(nint f);
    // ClearScript: void* V8SplitProxyManaged_SetMethodTable(void*), of the calling thread; gives the previous one
    [DllImport(Library, EntryPoint = "V8SplitProxyManaged_SetMethodTable")] internal static extern nint SetManagedMethodTable(nint table);
    // v8::Symbol::GetToStringTag(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v86Symbol14GetToStringTagEPNS_7IsolateE")] internal static extern nint SymbolToStringTag(nint iso);
    // v8::ScriptCompiler::CachedDataVersionTag()
    [DllImport(Library, EntryPoint = "_ZN2v814ScriptCompiler20CachedDataVersionTagEv")] internal static extern uint CachedDataVersionTag();
    // v8::PropertyDescriptor::PropertyDescriptor(v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v818PropertyDescriptorC1ENS_5LocalINS_5ValueEEE")] internal static extern void PropertyDescriptorCtorValueOnly(nint* d, nint v);
    // v8::HeapCodeStatistics::HeapCodeStatistics()
    [DllImport(Library, EntryPoint = "_ZN2v818HeapCodeStatisticsC1Ev")] internal static extern void HeapCodeStatisticsCtor(void* s);
    // v8::HeapSpaceStatistics::HeapSpaceStatistics()
    [DllImport(Library, EntryPoint = "_ZN2v819HeapSpaceStatisticsC1Ev")] internal static extern void HeapSpaceStatisticsCtor(void* s);
    // v8::Isolate::GetHeapCodeAndMetadataStatistics(v8::HeapCodeStatistics*)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate32GetHeapCodeAndMetadataStatisticsEPNS_18HeapCodeStatisticsE")] internal static extern byte GetHeapCodeStatistics(nint iso, void* s);
    // v8::ArrayBuffer::SetDetachKey(v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v811ArrayBuffer12SetDetachKeyENS_5LocalINS_5ValueEEE")] internal static extern void ArrayBufferSetDetachKey(nint buffer, nint key);
    // v8::HandleScope::Extend(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v811HandleScope6ExtendEPNS_7IsolateE")] internal static extern nint HandleScopeExtend(nint iso);
    // v8::Set::Size() const
    [DllImport(Library, EntryPoint = "_ZNK2v83Set4SizeEv")] internal static extern nuint SetSize(nint s);
    // v8::Set::Has(v8::Local<v8::Context>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v83Set3HasENS_5LocalINS_7ContextEEENS1_INS_5ValueEEE")] internal static extern ushort SetHas(nint s, nint c, nint v);
    // v8::Exception::ReferenceError(v8::Local<v8::String>, v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v89Exception14ReferenceErrorENS_5LocalINS_6StringEEENS1_INS_5ValueEEE")] internal static extern nint NewReferenceError(nint msg, nint opts);
    // v8::SharedArrayBuffer::GetBackingStore()
    [DllImport(Library, EntryPoint = "_ZN2v817SharedArrayBuffer15GetBackingStoreEv")] internal static extern nint SharedArrayBufferStore(nint sret, nint b);
    // v8::SharedArrayBuffer::New(v8::Isolate*, std::shared_ptr<v8::BackingStore>)
    [DllImport(Library, EntryPoint = "_ZN2v817SharedArrayBuffer3NewEPNS_7IsolateESt10shared_ptrINS_12BackingStoreEE")] internal static extern nint SharedArrayBufferNewOver(nint iso, nint store);
    // v8::ValueDeserializer::TransferSharedArrayBuffer(unsigned int, v8::Local<v8::SharedArrayBuffer>)
    [DllImport(Library, EntryPoint = "_ZN2v817ValueDeserializer25TransferSharedArrayBufferEjNS_5LocalINS_17SharedArrayBufferEEE")] internal static extern void VdTransferShared(nint* s, uint id, nint sab);
    // v8::SharedArrayBuffer::New(v8::Isolate*, unsigned long, v8::BackingStoreInitializationMode)
    [DllImport(Library, EntryPoint = "_ZN2v817SharedArrayBuffer3NewEPNS_7IsolateEmNS_30BackingStoreInitializationModeE")] internal static extern nint SharedArrayBufferNew(nint iso, nuint n, int init);
    // v8::SharedArrayBuffer::MaxByteLength() const
    [DllImport(Library, EntryPoint = "_ZNK2v817SharedArrayBuffer13MaxByteLengthEv")] internal static extern nuint SharedArrayBufferMaxByteLength(nint b);
    // v8::Symbol::GetIterator(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v86Symbol11GetIteratorEPNS_7IsolateE")] internal static extern nint SymbolIterator(nint iso);
    // v8::Isolate::SetPromiseHook(void (*)(v8::PromiseHookType, v8::Local<v8::Promise>, v8::Local<v8::Value>))
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate14SetPromiseHookEPFvNS_15PromiseHookTypeENS_5LocalINS_7PromiseEEENS2_INS_5ValueEEEE")] internal static extern void SetPromiseHook(nint iso, nint cb);
    // v8::internal::ShouldThrowOnError(v8::internal::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v88internal18ShouldThrowOnErrorEPNS0_7IsolateE")] internal static extern byte ShouldThrowOnError(nint iso);
    // v8::Isolate::AllowJavascriptExecutionScope::AllowJavascriptExecutionScope(v8::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate29AllowJavascriptExecutionScopeC1EPS0_")] internal static extern void AllowScriptScopeCtor(nint* scope, nint iso);
    // v8::Isolate::AllowJavascriptExecutionScope::~AllowJavascriptExecutionScope()
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate29AllowJavascriptExecutionScopeD1Ev")] internal static extern void AllowScriptScopeDtor(nint* scope);
    // v8::ArrayBuffer::GetBackingStore()
    [DllImport(Library, EntryPoint = "_ZN2v811ArrayBuffer15GetBackingStoreEv")] internal static extern nint ArrayBufferStore(nint sret, nint b);
    // v8::ArrayBuffer::New(v8::Isolate*, std::shared_ptr<v8::BackingStore>)
    [DllImport(Library, EntryPoint = "_ZN2v811ArrayBuffer3NewEPNS_7IsolateESt10shared_ptrINS_12BackingStoreEE")] internal static extern nint ArrayBufferNewOver(nint iso, nint store);
    // v8::ArrayBuffer::Detach(v8::Local<v8::Value>)
    [DllImport(Library, EntryPoint = "_ZN2v811ArrayBuffer6DetachENS_5LocalINS_5ValueEEE")] internal static extern ushort ArrayBufferDetach(nint b, nint key);
    // v8::BackingStore::Data() const
    [DllImport(Library, EntryPoint = "_ZNK2v812BackingStore4DataEv")] internal static extern nint BackingStoreData(nint store);
    // v8::BackingStore::ByteLength() const
    [DllImport(Library, EntryPoint = "_ZNK2v812BackingStore10ByteLengthEv")] internal static extern nuint BackingStoreLength(nint store);
    // v8::WasmModuleObject::GetCompiledModule()
    [DllImport(Library, EntryPoint = "_ZN2v816WasmModuleObject17GetCompiledModuleEv")] internal static extern nint WasmCompiledModule(nint sret, nint module);
    // v8::WasmModuleObject::FromCompiledModule(v8::Isolate*, v8::CompiledWasmModule const&)
    [DllImport(Library, EntryPoint = "_ZN2v816WasmModuleObject18FromCompiledModuleEPNS_7IsolateERKNS_18CompiledWasmModuleE")] internal static extern nint WasmModuleFrom(nint iso, nint compiled);
    // v8::Isolate::RequestInterrupt(void (*)(v8::Isolate*, void*), void*)
    [DllImport(Library, EntryPoint = "_ZN2v87Isolate16RequestInterruptEPFvPS0_PvES2_")] internal static extern void RequestInterrupt(nint iso, nint cb, nint data);
    // operator delete(void*)
    [DllImport(Library, EntryPoint = "_ZdlPv")] internal static extern void OperatorDelete(byte* memory);
    // v8::internal::GlobalBackingStoreRegistry::UpdateSharedWasmMemoryObjects(v8::internal::Isolate*)
    [DllImport(Library, EntryPoint = "_ZN2v88internal26GlobalBackingStoreRegistry29UpdateSharedWasmMemoryObjectsEPNS0_7IsolateE")] internal static extern void UpdateSharedWasmMemory(nint iso);
}
