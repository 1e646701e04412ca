using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using GeneratedKind = CodeRefine.Core.Generated.GeneratedKind;

namespace CodeRefine.Roslyn.Generate;

/// <summary>
/// Checks for common shapes of methods, static ones and those of objects that can be made, from the semantic model of the task's API, of names, and of the visible checks' examples: round trip, idempotence, order invariance,
/// elements and lengths kept, relations that every example shows, and no fault on any input. They are guesses: who uses them drops those that good code breaks.
/// </summary>
public static class CheckShapes
{
    private const int MostMethods = 12;

    /// <param name="checks">The visible checks' compilation, which references the candidate's as one.</param>
    public static ImmutableArray<ShapeCheck> Write(CSharpCompilation checks, CancellationToken cancellationToken)
    {
        var examples = VisibleExample.Read(checks, cancellationToken).ToLookup(e => e.Method, (IEqualityComparer<IMethodSymbol>)SymbolEqualityComparer.Default);
        var used = BehaviourChecks.UsedMembers(checks, cancellationToken).OfType<IMethodSymbol>().Where(m => ShapedMethod.From(m) is not null).ToList();

        // The other half of a round trip may be called by no check.
        var siblings = used.Select(m => m.ContainingType).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).SelectMany(t => t.GetMembers().OfType<IMethodSymbol>()).Where(m => ShapedMethod.From(m) is not null && m.DeclaredAccessibility == Accessibility.Public);
        var methods = used.Concat(siblings).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).Take(MostMethods).Select(m => ShapedMethod.From(m)!).ToList();
        var found = methods.SelectMany(m => RoundTrips(m, methods)).Concat(methods.SelectMany(m => Of(m, new ExampleRelations([.. examples[m.Symbol]]))));
        return [.. found.DistinctBy(c => (c.Shape, string.Join(' ', c.About)))];
    }

    private static IEnumerable<ShapeCheck> Of(ShapedMethod method, ExampleRelations examples)
    {
        if (method.IsUnary && method.MapsToItself && (method.Says("normalize", "normalise", "trim", "clean", "canonical", "sort", "sorted", "distinct", "dedupe", "deduplicate", "simplify", "abs", "clamp", "round", "collapse", "squeeze", "lower", "upper", "slug", "slugify", "reduce", "flatten") || examples.IsIdempotent))
        {
            yield return method.Check("idempotence", GeneratedKind.Invariant, $"{method.Name} changes nothing the second time", $"var once = {method.Call()}; return Same(once, {method.CallOn("once")});");
        }

        if (method.IsUnary && method.TakesList && !method.GivesList && (method.Says("sum", "total", "average", "mean", "median", "mode", "max", "maximum", "min", "minimum", "count", "variance", "deviation", "product", "gcd", "lcm", "range", "largest", "smallest", "majority") || examples.IgnoresOrder))
        {
            yield return method.Check("order-invariance", GeneratedKind.Invariant, $"{method.Name} does not care about the order of its input", $"var other = {method.Reordered()}; return Same({method.Call()}, {method.CallOn("other")});");
        }

        if (method.IsUnary && method.TakesList && method.GivesList && (method.Says("sort", "sorted", "order", "reverse", "reversed", "shuffle", "rotate", "rotated") || examples.KeepsElements))
        {
            yield return method.Check("elements-kept", GeneratedKind.Invariant, $"{method.Name} keeps the elements that it was given", $"{method.Before()} return SameElements({method.Call()}, before);");
        }
        else if (method.TakesList && method.GivesSameList && (method.Says("filter", "distinct", "unique", "dedupe", "deduplicate", "take", "skip", "where", "top") || examples.SelectsElements))
        {
            yield return method.Check("elements-from-input", GeneratedKind.Invariant, $"{method.Name} gives only elements that it was given", $"{method.Before()} return Within({method.Call()}, before);");
        }

        if (method.IsUnary && method.TakesList && method.GivesList && method.GivesComparable && ((method.Says("sort", "sorted") && !method.Says("descending", "desc", "by", "topological")) || examples.ResultAscends))
        {
            yield return method.Check("ascending", GeneratedKind.Invariant, $"{method.Name} gives its result in ascending order", $"return Ascends({method.Call()});");
        }

        if (method.IsUnary && method.MapsText && (method.Says("reverse", "reversed", "caesar", "rot13", "mask") || examples.KeepsTextLength))
        {
            yield return method.Check("length-kept", GeneratedKind.Invariant, $"{method.Name} keeps the length of the text", $"return ({method.Call()}).Length == {method.First}.Length;");
        }

        if (method.IsBinaryOverOneType && (method.Says("gcd", "lcm", "distance", "hamming", "levenshtein", "max", "min", "add", "multiply", "equal", "equals", "anagram", "anagrams", "overlap", "overlaps", "intersect", "common") || examples.IsSymmetric))
        {
            yield return method.Check("symmetry", GeneratedKind.Invariant, $"{method.Name} gives the same when its arguments change places", $"return Same({method.Call()}, {method.Swapped()});");
        }

        if (method.GivesSignedNumber && examples.NeverNegative)
        {
            yield return method.Check("never-negative", GeneratedKind.Boundary, $"{method.Name} is never below zero, as in every visible example", $"return {method.Call()} >= 0;");
        }

        yield return method.Check("never-throws", GeneratedKind.Boundary, $"{method.Name} turns an input down or answers; it does not fail on one", $"{(method.Symbol.ReturnsVoid ? "" : "var answer = ")}{method.Call()}; return true;");
    }

    private static readonly (string There, string Back)[] pairs =
    [
        ("encode", "decode"), ("format", "parse"), ("serialize", "deserialize"), ("compress", "decompress"), ("compress", "expand"), ("encrypt", "decrypt"), ("escape", "unescape"), ("pack", "unpack"),
        ("to", "from"), ("to", "parse"), ("encipher", "decipher"), ("write", "read"), ("split", "join"), ("flatten", "unflatten"), ("zip", "unzip"),
    ];

    private static IEnumerable<ShapeCheck> RoundTrips(ShapedMethod there, List<ShapedMethod> all)
    {
        foreach (var back in all.Where(b => b != there && there.IsUnary && b.IsUnary && b.TakesResultOf(there) && there.TakesResultOf(b) && pairs.Any(p => there.Says(p.There) && b.Says(p.Back))))
        {
            yield return there.Check("round-trip", GeneratedKind.Oracle, $"{back.Name} gives back what {there.Name} was given", $"return Same({back.CallOn(there.Call())}, {there.First});", back);
        }

        // A method that undoes itself, by its name alone: what good code breaks is dropped.
        if (there.IsUnary && there.MapsToItself && there.Says("reverse", "reversed", "invert", "negate", "transpose", "rot13", "complement", "mirror", "flip") && !there.Symbol.ReturnsVoid)
        {
            yield return there.Check("involution", GeneratedKind.Oracle, $"{there.Name} twice gives back what it was given", $"{there.Before()} return Same({there.CallOn(there.Call())}, before);");
        }
    }
}
