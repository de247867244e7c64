using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CrmMilestones.Tests.Lake;

public sealed class SqliteLakeTests : LakeAgreement
{
    protected override DbConnection Open()
    {
        SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        return connection;
    }
}
