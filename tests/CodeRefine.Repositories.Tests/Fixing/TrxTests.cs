using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Tests.Fixing;

public class TrxTests
{
    [Fact]
    public void Rows_of_a_theory_are_one_test_with_the_first_failure()
    {
        using var folder = new TestFolder();
        var file = folder.Write("results.trx", """
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testId="1" testName="N.T.Adds(a: 1)" duration="00:00:01.5" outcome="Passed" />
                <UnitTestResult testId="2" testName="N.T.Adds(a: 2)" duration="00:00:00.5" outcome="Failed">
                  <Output><ErrorInfo><Message>Expected: 2</Message><StackTrace>at N.T.Adds()</StackTrace></ErrorInfo></Output>
                </UnitTestResult>
                <UnitTestResult testId="3" testName="N.T+Inner.Waits" outcome="NotExecuted" />
                <UnitTestResult testId="4" testName="Takes" outcome="Passed" />
              </Results>
              <TestDefinitions>
                <UnitTest id="1"><TestMethod className="N.T" name="Adds(a: 1)" /></UnitTest>
                <UnitTest id="2"><TestMethod className="N.T" name="N.T.Adds(a: 2)" /></UnitTest>
                <UnitTest id="3"><TestMethod className="N.T+Inner, N" name="Waits" /></UnitTest>
                <UnitTest id="4"><TestMethod className="N.F(1,&quot;a.b&quot;)" name="N.F(1,&quot;a.b&quot;).Takes(2)" /></UnitTest>
              </TestDefinitions>
            </TestRun>
            """);

        var outcomes = Trx.Read(file, "P");

        Assert.Equal(["N.T.Adds", "N.T+Inner.Waits", "N.F.Takes"], outcomes.Select(o => o.Id));
        Assert.Equal([TestStatus.Failed, TestStatus.Skipped, TestStatus.Passed], outcomes.Select(o => o.Status));
        Assert.Equal(TimeSpan.FromSeconds(2), outcomes[0].Duration);
        Assert.Equal("Expected: 2", outcomes[0].Message);
        Assert.Equal(["N.T.Adds(a: 2)"], outcomes[0].FailedCases);
    }

    [Fact]
    public void A_file_with_an_entity_is_refused()
    {
        using var folder = new TestFolder();
        var file = folder.Write("results.trx", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\">&e;</TestRun>");

        Assert.Throws<System.Xml.XmlException>(() => Trx.Read(file, "P"));
    }
}
