using System.Net;

namespace CodeRefine.Sandboxes.Docker;

public sealed partial class DockerClient
{
    /// <returns>The container's id.</returns>
    public async Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken)
    {
        var created = await PostAsync(await PathAsync("/containers/create", cancellationToken), "create a container", config, DockerJson.Default.ContainerConfig, DockerJson.Default.CreatedContainer, cancellationToken);
        return created.Id;
    }

    /// <summary>Takes over a container's standard streams, before it is started.</summary>
    public async Task<DockerAttachment> AttachAsync(string id, CancellationToken cancellationToken)
    {
        var path = await PathAsync($"/containers/{id}/attach?stream=1&stdin=1&stdout=1&stderr=1", cancellationToken);
        var response = await SendAsync(HttpMethod.Post, path, "attach to a container", null, cancellationToken, upgrade: true);
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            response.Dispose();
            throw new DockerException($"The Docker engine was asked to attach to a container and gave no stream: {response.StatusCode}.");
        }

        return new DockerAttachment(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    public async Task StartAsync(string id, CancellationToken cancellationToken) =>
        await PostAsync(await PathAsync($"/containers/{id}/start", cancellationToken), "start a container", cancellationToken);

    /// <summary>Kills the container; one that has ended already is no error.</summary>
    public async Task KillAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await PostAsync(await PathAsync($"/containers/{id}/kill", cancellationToken), "kill a container", cancellationToken);
        }
        catch (DockerException e) when (e.Status is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            // Conflict: it does not run any more. That is what was wanted.
        }
    }

    /// <summary>Waits until the container has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<long> WaitAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, await PathAsync($"/containers/{id}/wait", cancellationToken), "wait for a container", null, cancellationToken);
        return (await ReadAsync(response, "wait for a container", DockerJson.Default.WaitedContainer, cancellationToken)).StatusCode;
    }

    public async Task<ContainerDetails> InspectAsync(string id, CancellationToken cancellationToken) =>
        await GetAsync(await PathAsync($"/containers/{id}/json", cancellationToken), "show a container", DockerJson.Default.ContainerDetails, cancellationToken);

    /// <summary>Kills and removes; one that is gone, or going, is no error.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Delete, await PathAsync($"/containers/{id}?force=1&v=1", cancellationToken), "remove a container", null, cancellationToken);
        }
        catch (DockerException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Conflict: "removal of container … is already in progress".
        }
    }

    /// <summary>All containers with a label (<c>name</c> or <c>name=value</c>), running or not.</summary>
    public async Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(string label, CancellationToken cancellationToken) =>
        await GetAsync(await PathAsync($"/containers/json?all=1&filters={LabelFilter(label)}", cancellationToken), "list its containers", DockerJson.Default.IReadOnlyListContainerSummary, cancellationToken);
}
