namespace SecureExec.Sidecar.CjsLexer;

/// <summary>The loops by which Babel and others copy another module's exports (EXPORT_STAR_LIB of the documented grammar).</summary>
internal static class CjsStarPattern
{
    /// <summary>Matches behind <c>Object.keys</c> and answers the variable that holds the other module.</summary>
    public static bool TryMatch(JsCursor cursor, out string module)
    {
        module = "";
        if (!cursor.Take("(") || !cursor.TakeIdentifier(out var source) || !cursor.TakeAll(")", ".", "forEach", "(") || !cursor.TakeIdentifier("function"))
            return false;
        if (!cursor.Take("(") || !cursor.TakeIdentifier(out var key) || !cursor.TakeAll(")", "{", "if", "(") || !cursor.TakeIdentifier(key))
            return false;
        if (!(cursor.TakeOptional("===") ? TakeReturnGuards(ref cursor, source, key) : TakeInlineGuard(ref cursor, key)))
            return false;
        if (!TakeCopy(ref cursor, source, key))
            return false;
        cursor.TakeOptional(";");
        if (!cursor.TakeAll("}", ")"))
            return false;
        module = source.ToString();
        return true;
    }

    /// <summary><c>'default' || k === '__esModule') return;</c> and the two guards that may follow it.</summary>
    private static bool TakeReturnGuards(ref JsCursor cursor, ReadOnlySpan<char> source, ReadOnlySpan<char> key)
    {
        if (!TakeQuoted(ref cursor, "default") || !cursor.Take("||") || !cursor.TakeIdentifier(key) || !cursor.Take("===") || !TakeQuoted(ref cursor, "__esModule"))
            return false;
        if (!TakeReturn(ref cursor))
            return false;
        var guard = cursor;
        if (guard.TakeAll("if", "(") && TakeHasOwnPropertyCall(ref guard, key))
        {
            if (!TakeReturn(ref guard))
                return false;
            cursor = guard;
        }

        guard = cursor;
        if (!guard.TakeAll("if", "("))
            return true;
        if (!guard.TakeIdentifier(key) || !guard.TakeIdentifier("in") || !guard.TakeExportsObject() || !guard.Take("&&") || !guard.TakeExportsObject())
            return false;
        if (!TakeIndex(ref guard, key) || !guard.Take("===") || !guard.TakeIdentifier(source) || !TakeIndex(ref guard, key) || !TakeReturn(ref guard))
            return false;
        cursor = guard;
        return true;
    }

    /// <summary><c>!== 'default' &amp;&amp; !x.hasOwnProperty(k))</c>, the second part optional.</summary>
    private static bool TakeInlineGuard(ref JsCursor cursor, ReadOnlySpan<char> key)
    {
        if (!cursor.Take("!==") || !TakeQuoted(ref cursor, "default"))
            return false;
        if (cursor.TakeOptional("&&"))
        {
            if (!cursor.Take("!"))
                return false;
            var call = cursor;
            if (TakeHasOwnPropertyCall(ref call, key))
                cursor = call;
            else if (!cursor.TakeIdentifier(out _) || !cursor.TakeAll(".", "hasOwnProperty", "(") || !cursor.TakeIdentifier(key) || !cursor.Take(")"))
                return false;
        }

        return cursor.Take(")");
    }

    /// <summary><c>Object.prototype.hasOwnProperty.call(x, k)</c>, the prototype optional.</summary>
    private static bool TakeHasOwnPropertyCall(ref JsCursor cursor, ReadOnlySpan<char> key)
    {
        if (!cursor.TakeAll("Object", "."))
            return false;
        if (cursor.TakeOptional("prototype") && !cursor.Take("."))
            return false;
        return cursor.TakeAll("hasOwnProperty", ".", "call", "(") && cursor.TakeIdentifier(out _)
            && cursor.Take(",") && cursor.TakeIdentifier(key) && cursor.Take(")");
    }

    /// <summary><c>exports[k] = x[k]</c>, or the same as a getter.</summary>
    private static bool TakeCopy(ref JsCursor cursor, ReadOnlySpan<char> source, ReadOnlySpan<char> key)
    {
        var assignment = cursor;
        if (assignment.TakeExportsObject())
        {
            cursor = assignment;
            return TakeIndex(ref cursor, key) && cursor.Take("=") && cursor.TakeIdentifier(source) && TakeIndex(ref cursor, key);
        }

        return cursor.TakeAll("Object", ".", "defineProperty", "(") && cursor.TakeExportsObject() && cursor.Take(",") && cursor.TakeIdentifier(key)
            && cursor.TakeAll(",", "{", "enumerable", ":", "true", ",") && CjsGetterPattern.TakeHead(ref cursor)
            && cursor.TakeIdentifier(source) && TakeIndex(ref cursor, key) && CjsGetterPattern.TakeTail(ref cursor);
    }

    private static bool TakeIndex(ref JsCursor cursor, ReadOnlySpan<char> key)
        => cursor.Take("[") && cursor.TakeIdentifier(key) && cursor.Take("]");

    private static bool TakeReturn(ref JsCursor cursor)
    {
        if (!cursor.TakeAll(")", "return"))
            return false;
        cursor.TakeOptional(";");
        return true;
    }

    private static bool TakeQuoted(ref JsCursor cursor, string text) => cursor.TakeString(out var raw) && raw.SequenceEqual(text);
}
