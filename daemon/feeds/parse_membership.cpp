#include "daemon/feeds/record_set.hpp"

namespace entangled {
namespace {

Membership read_membership(FeedRow& row, const FeedColumns& columns)
{
    Membership membership;
    static_cast<RecordHead&>(membership) = read_head(row, columns);
    membership.bloc = row.name(columns["bloc"]);
    membership.economy = row.economy(columns["economy"]);
    membership.standing = row.name(columns["standing"]);
    membership.from = row.date(columns["from"]).value_or(Date{});
    membership.to = row.date(columns["to"]);
    membership.note = row.text(columns["note"]);
    if (membership.id.empty()) {
        membership.id = fmt::format("{}/{}/{}", membership.bloc, membership.economy, format_date(membership.from));
    }
    if (!row.fault() && membership.to && *membership.to <= membership.from) {
        row.fail(RejectReason::bad_interval, columns["to"],
                 fmt::format("membership ends on {}, not after it begins on {}; `to` is the first day without it",
                             format_date(*membership.to), format_date(membership.from)));
    }
    return membership;
}

}  // namespace

void parse_membership(FeedReader& reader)
{
    reader.contents.memberships =
        read_records<Membership>(reader, [&](FeedRow& row) { return read_membership(row, reader.columns); });
}

}  // namespace entangled
