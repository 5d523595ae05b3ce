#include "daemon/feeds/record_set.hpp"

namespace entangled {
namespace {

// A field ends with a character that `control_character` keeps out of every field.
class Text {
  public:
    explicit Text(const RecordHead& head)
    {
        add(head.id).add(format_time(head.known_at)).add(head.supersedes).add(head.source).add(head.url);
    }
    Text& add(std::string_view field)
    {
        text_ += field;
        text_ += '\x1f';
        return *this;
    }
    Text& add(const std::vector<std::string>& set)
    {
        for (const auto& entry : set) text_ += entry + ';';
        return add(std::string_view{});
    }
    Text& add(const std::optional<Date>& date)
    {
        return add(date ? std::string_view{format_date(*date)} : std::string_view{});
    }
    Text& add(const std::optional<double>& number)
    {
        return add(number ? std::string_view{fmt::format("{}", *number)} : std::string_view{});
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    std::string text_;
};

std::string_view table_name(FeedSchema schema)
{
    return schema == FeedSchema::membership ? std::string_view{"memberships"} : to_string(schema);
}

}  // namespace

std::string canonical_text(const Act& act)
{
    return Text{act}
        .add(format_date(act.date))
        .add(act.actors)
        .add(act.targets)
        .add(act.category)
        .add(act.front)
        .add(std::optional{act.severity})
        .add(to_string(act.kind))
        .add(act.package)
        .add(to_string(act.evidence))
        .add(act.title)
        .take();
}

std::string canonical_text(const Policy& policy)
{
    return Text{policy}
        .add(policy.title)
        .add(policy.imposer)
        .add(policy.target)
        .add(policy.kind)
        .add(policy.effective)
        .add(policy.expires)
        .add(policy.state)
        .add(policy.note)
        .take();
}

std::string canonical_text(const Project& project)
{
    return Text{project}
        .add(project.project)
        .add(project.economies)
        .add(project.good)
        .add(project.tier)
        .add(project.capacity_t_per_year)
        .add(project.status)
        .take();
}

std::string canonical_text(const Membership& membership)
{
    return Text{membership}
        .add(membership.bloc)
        .add(membership.economy)
        .add(membership.standing)
        .add(std::optional{membership.from})
        .add(membership.to)
        .add(membership.note)
        .take();
}

RecordHead read_head(FeedRow& row, const FeedColumns& columns)
{
    RecordHead head;
    head.id = row.name(columns["id"]);
    head.known_at = row.start_of_day(columns["known_at"]);
    head.supersedes = row.name(columns["supersedes"]);
    head.source = row.text(columns["source"]);
    if (columns.has("url")) head.url = row.text(columns["url"]);
    return head;
}

void reject_record(FeedReader& reader, const Rejection& fault)
{
    ++reader.contents.rejected_records[std::string{table_name(reader.spec.schema)}];
    reader.reject(fault);
}

}  // namespace entangled
