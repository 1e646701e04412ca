namespace CodeRefine.TestHost.Screening;

/// <summary>A fact, one row of a theory, or a property: called without xunit's engine around it.</summary>
internal interface IScreenCase
{
    /// <param name="place">Whether it is worth knowing how far it came.</param>
    CaseResult Run(Fixtures fixtures, bool place);
}
