using System.Data.Common;
using DuckDB.NET.Data;

namespace CrmMilestones.Tests.Lake;

public sealed class DuckDbLakeTests : LakeAgreement
{
    protected override DbConnection Open()
    {
        DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        return connection;
    }
}
