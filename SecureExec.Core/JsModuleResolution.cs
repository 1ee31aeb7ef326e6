namespace SecureExec;

/// <summary>What <c>import</c>, <c>import()</c>, <c>import.meta.resolve</c> and <c>require</c> may name. The program itself is loaded in any case.</summary>
public enum JsModuleResolution
{
    /// <summary>All that Node resolves.</summary>
    Node = 0,

    /// <summary>Paths of the file system (<c>./x.js</c>, <c>/lib/x.js</c>, <c>file:</c> URLs); no packages, no <c>#imports</c>, no other URLs.</summary>
    Relative = 1,

    /// <summary>Nothing: the program is one module that stands alone.</summary>
    None = 2,
}
