using System;
using System.CommandLine;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Live;
using Xunit;

namespace CrmMilestones.Tests.Live;

/// <summary>From the command line to the environment's door; what lies behind it needs a live environment.</summary>
public class ConnectionTests
{
    const string Secret = "s3cret-Value";
    const string ConnectionString =
        $"AuthType=ClientSecret;Url=https://contoso.crm.dynamics.com/main.aspx;ClientId=1;ClientSecret={Secret}";

    static readonly Uri Contoso = new("https://contoso.crm.dynamics.com");

    [Fact]
    public void The_environment_variable_names_environment_and_credentials()
    {
        var target = Target("", ConnectionString);

        Assert.Equal(Contoso, target.Address);
        Assert.Equal(ConnectionString, target.ConnectionString);
    }

    [Theory]
    [InlineData("Url")]
    [InlineData("ServiceUri")]
    [InlineData("Service Uri")]
    [InlineData("Server")]
    public void The_address_is_found_under_every_name_that_the_client_knows(string name) =>
        Assert.Equal(Contoso, Target("", $"AuthType=OAuth;{name}=https://contoso.crm.dynamics.com").Address);

    [Fact]
    public void An_address_on_the_command_line_goes_before_the_environment_variable()
    {
        var target = Target("--url https://fabrikam.crm4.dynamics.com", ConnectionString);

        Assert.Equal(new Uri("https://fabrikam.crm4.dynamics.com"), target.Address);
        Assert.Null(target.ConnectionString);
        Assert.False(target.InBrowser);
        Assert.Equal(ConnectionTarget.SampleClientId, target.ClientId);
    }

    [Fact]
    public void A_person_may_sign_in_in_the_browser_and_through_the_companys_own_app()
    {
        var target = Target("--url https://contoso.crm.dynamics.com --browser --client-id 42", null);

        Assert.True(target.InBrowser);
        Assert.Equal("42", target.ClientId);
    }

    [Fact]
    public void Naming_no_environment_is_refused_with_both_ways_to_name_one()
    {
        var refusal = Assert.Throws<LiveException>(() => Target("", " "));

        Assert.Equal(LivePart.Refused, refusal.Part);
        Assert.Contains("--url", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("DATAVERSE_CONNECTION", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contoso")]
    [InlineData("http://contoso.crm.dynamics.com")] // A token sent there could be read on the way.
    public void What_is_no_https_address_is_refused(string address) =>
        Assert.Equal(LivePart.Address, Assert.Throws<LiveException>(() => Target($"--url {address}", null)).Part);

    [Fact]
    public void A_connection_string_without_an_address_fails_at_the_address() =>
        Assert.Equal(LivePart.Address, Assert.Throws<LiveException>(() => Target("", "AuthType=ClientSecret")).Part);

    [Fact]
    public void A_broken_connection_string_is_not_quoted()
    {
        var refusal = Assert.Throws<LiveException>(() => Target("", $"AuthType=ClientSecret;{Secret}"));

        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_is_not_shown()
    {
        var target = Target("", ConnectionString);

        Assert.Equal("The secret *** is wrong.", target.Redact($"The secret {Secret} is wrong."));
        Assert.DoesNotContain(Secret, target.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_says_where_its_users_sign_in()
    {
        var authority = await Probe("Bearer authorization_uri=https://login.microsoftonline.com/7f00/oauth2/authorize, "
            + "resource_id=https://contoso.crm.dynamics.com/");

        Assert.Equal(new Uri("https://login.microsoftonline.com/7f00"), authority);
    }

    [Fact]
    public async Task Where_any_account_may_sign_in_work_accounts_do()
    {
        var authority = await Probe(
            "Bearer authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\"");

        Assert.Equal(new Uri("https://login.microsoftonline.com/organizations"), authority);
    }

    [Fact]
    public async Task A_web_site_that_is_no_environment_fails_at_the_address()
    {
        var failure = await Assert.ThrowsAsync<LiveException>(() => Probe("Negotiate"));

        Assert.Equal(LivePart.Address, failure.Part);
        Assert.Contains("(HTTP 401), but not as a Dataverse environment", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(TaskCanceledException))] // Time is up.
    public async Task An_address_where_nobody_answers_fails_at_the_address(Type exception)
    {
        using Door door = new(() => throw (Exception)Activator.CreateInstance(exception)!);

        var failure = await Assert.ThrowsAsync<LiveException>(
            () => AddressProbe.AuthorityAsync(Contoso, door, CancellationToken.None));

        Assert.Equal(LivePart.Address, failure.Part);
    }

    [Fact]
    public void A_user_whom_the_environment_does_not_know_lacks_a_privilege_and_not_the_password()
    {
        InvalidOperationException answer = new("The user is not a member.") { HResult = unchecked((int)0x80072560) };

        var failure = LiveException.During(LivePart.SignIn, new InvalidOperationException("Failed to connect", answer));

        Assert.StartsWith("Privilege missing: The user is not a member.", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_credentials_are_told_in_the_words_of_who_refused_them()
    {
        var failure = LiveException.During(LivePart.SignIn, new InvalidOperationException(
            "Failed to connect", new InvalidOperationException("AADSTS7000215: Invalid client secret.")));

        Assert.Equal("Sign-in failed: AADSTS7000215: Invalid client secret.", failure.Report);
    }

    [Fact]
    public void The_exit_code_is_the_part_and_a_build_without_a_client_says_how_to_get_one()
    {
        using StringWriter error = new();

        var exitCode = ImportCommand.Create().Parse("--url nowhere").Invoke(new() { Error = error });

        var (code, sentence) = Connection.Unavailable is { } reason
            ? (1, reason)
            : (2, "Address failed: 'nowhere' is not an address");
        Assert.Equal(code, exitCode);
        Assert.StartsWith(sentence, error.ToString(), StringComparison.Ordinal);
    }

    static ConnectionTarget Target(string arguments, string? connectionString)
    {
        Command command = new("import");
        ConnectionOptions options = new(command);
        return options.Target(command.Parse(arguments), connectionString);
    }

    static async Task<Uri> Probe(string challenge)
    {
        using Door door = new(() =>
        {
            HttpResponseMessage answer = new(HttpStatusCode.Unauthorized);
            answer.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
            return answer;
        });
        return await AddressProbe.AuthorityAsync(Contoso, door, CancellationToken.None);
    }

    /// <summary>Answers an anonymous caller.</summary>
    sealed class Door(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer());
    }
}
