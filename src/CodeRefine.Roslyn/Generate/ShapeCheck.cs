using System.Collections.Immutable;
using CodeRefine.Core.Generated;

namespace CodeRefine.Roslyn.Generate;

/// <summary>A check written from the shape of an API, without a model.</summary>
/// <param name="Shape">Its name: <c>round-trip</c>, <c>idempotence</c>, <c>order-invariance</c>, <c>elements-kept</c>, <c>never-throws</c>, and so on.</param>
/// <param name="Title">What it says, in a line.</param>
/// <param name="Member">A property's method as C#, for a class that holds <see cref="CheckHelpers"/> besides.</param>
/// <param name="About">Documentation ids of what it calls.</param>
public sealed record ShapeCheck(string Shape, GeneratedKind Kind, string Title, string Member, ImmutableArray<string> About);
