#include "daemon/feeds/record_set.hpp"

namespace entangled {
namespace {

Policy read_policy(FeedRow& row, const FeedColumns& columns)
{
    Policy policy;
    static_cast<RecordHead&>(policy) = read_head(row, columns);
    policy.title = row.text(columns["title"]);
    policy.imposer = row.economy(columns["imposer"]);
    policy.target = row.economy(columns["target"]);
    policy.kind = row.name(columns["kind"]);
    policy.effective = row.date(columns["effective"]);
    policy.expires = row.date(columns["expires"]);
    policy.state = row.name(columns["state"]);
    policy.note = row.text(columns["note"]);
    if (policy.effective && policy.expires && *policy.expires < *policy.effective) {
        row.fail(RejectReason::bad_interval, columns["expires"],
                 fmt::format("the policy expires on {}, before it takes effect on {}", format_date(*policy.expires),
                             format_date(*policy.effective)));
    }
    return policy;
}

}  // namespace

void parse_policies(FeedReader& reader)
{
    reader.contents.policies =
        read_records<Policy>(reader, [&](FeedRow& row) { return read_policy(row, reader.columns); });
}

}  // namespace entangled
