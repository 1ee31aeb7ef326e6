namespace SecureExec.Sidecar.CjsLexer;

/// <summary>The getter of an EXPORTS_DEFINE_VALUE or EXPORT_STAR_LIB match, around the expression it returns.</summary>
internal static class CjsGetterPattern
{
    /// <summary>Takes <c>get () { return</c> or <c>get: function name? () { return</c>.</summary>
    public static bool TakeHead(ref JsCursor cursor)
    {
        if (!cursor.Take("get"))
            return false;
        if (cursor.TakeOptional(":"))
        {
            if (!cursor.TakeIdentifier("function"))
                return false;
            cursor.TakeIdentifier(out _);
        }

        return cursor.TakeAll("(", ")", "{", "return");
    }

    /// <summary>Takes <c>; } , } )</c>, the first and the third optional.</summary>
    public static bool TakeTail(ref JsCursor cursor)
    {
        cursor.TakeOptional(";");
        if (!cursor.Take("}"))
            return false;
        cursor.TakeOptional(",");
        return cursor.TakeAll("}", ")");
    }
}
