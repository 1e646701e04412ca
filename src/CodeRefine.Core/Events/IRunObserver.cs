namespace CodeRefine.Core.Events;

/// <summary>Listens to a run: the journal, the console. Called in order, one event at a time.</summary>
public interface IRunObserver
{
    void Observe(RunEvent happened);
}
