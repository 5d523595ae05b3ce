#include "daemon/report/json.hpp"

#include <fmt/format.h>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/exact_text.hpp"

namespace entangled::report {
namespace {

// Boost.JSON prints numbers as 7.03E-1; these are read by people, too.
std::string number(const std::optional<double>& value)
{
    std::string text = exact_number(value);
    return text.empty() ? "null" : text;
}

std::string time(const std::optional<Timestamp>& value) { return value ? '"' + format_time(*value) + '"' : "null"; }

std::string text_or_null(std::string_view text) { return text.empty() ? "null" : json_string(text); }

std::string list(const std::vector<std::string>& texts)
{
    std::string result;
    for (const auto& text : texts) result += (result.empty() ? "" : ",") + json_string(text);
    return '[' + result + ']';
}

/// Members of one object in the order they are added; values are JSON already.
class Object {
  public:
    Object& add(std::string_view key, std::string_view value)
    {
        text_ += fmt::format("{}\"{}\":{}", text_.empty() ? "" : ",", key, value);
        return *this;
    }
    [[nodiscard]] std::string text() const { return '{' + text_ + '}'; }

  private:
    std::string text_;
};

std::string labels_of(const Labels& labels)
{
    std::string result;
    for (const auto& [name, value] : labels) {
        result += fmt::format("{}{}:{}", result.empty() ? "" : ",", json_string(name), json_string(value));
    }
    return '{' + result + '}';
}

std::string reason_of(const Reading& reading)
{
    if (!reading.reason) return "null";
    return Object{}
        .add("code", json_string(to_string(reading.reason->code)))
        .add("detail", json_string(reading.reason->detail))
        .text();
}

std::string object_of(const ReadingRow& row, std::string_view group)
{
    const Reading& reading = row.reading;
    const auto& bounds = reading.bounds;
    return Object{}
        .add("id", json_string(row.id))
        .add("group", json_string(group))
        .add("kind", json_string(row.kind))
        .add("subject", json_string(row.subject))
        .add("state", json_string(to_string(reading.state)))
        .add("reason", reason_of(reading))
        .add("value", number(reading.value))
        .add("lower", number(bounds ? std::optional(bounds->lower) : std::nullopt))
        .add("upper", number(bounds ? std::optional(bounds->upper) : std::nullopt))
        .add("unit", json_string(row.unit))
        .add("answer", text_or_null(reading.answer))
        .add("period", reading.period ? json_string(format_period(*reading.period)) : "null")
        .add("newest", time(reading.newest))
        .add("oldest", time(reading.oldest))
        .add("evaluated_at", time(reading.evaluated_at))
        .add("n", reading.state == ReadingState::ok ? std::to_string(reading.n) : "null")
        .add("coverage", number(reading.coverage))
        .add("p_value", number(reading.p_value))
        .add("may_alert", reading.may_alert ? "true" : "false")
        .add("labels", labels_of(row.labels))
        .add("notes", list(reading.notes))
        .text();
}

std::string object_of(const Statement& statement)
{
    return Object{}
        .add("key", json_string(statement.key))
        .add("question", json_string(statement.question))
        .add("answer", json_string(statement.answer))
        .add("details", list(statement.details))
        .text();
}

std::string object_of(const AlertRow& row)
{
    const AlertInstance& instance = row.instance;
    return Object{}
        .add("alert", json_string(row.key.alert))
        .add("instance", json_string(row.key.instance))
        .add("phase", json_string(to_string(instance.phase)))
        .add("since", time(instance.since))
        .add("held_since", time(instance.held_since))
        .add("last_value", number(instance.last_value))
        .add("unit", json_string(row.unit))
        .add("severity", json_string(row.severity))
        .add("audience", json_string(row.audience))
        .add("summary", json_string(row.summary))
        .text();
}

std::string object_of(const FeedRow& row)
{
    const FeedStatus& status = row.status;
    return Object{}
        .add("feed", json_string(row.id))
        .add("state", json_string(to_string(status.state)))
        .add("detail", text_or_null(status.detail))
        .add("retrieved", time(status.retrieved))
        .add("overdue", row.overdue ? "true" : "false")
        .add("complete_until", time(status.complete_until))
        .add("figures", std::to_string(row.figures))
        .add("records", std::to_string(row.records))
        .text();
}

std::string lines(const std::vector<std::string>& objects)
{
    return objects.empty() ? "[]" : fmt::format("[\n{}\n]", fmt::join(objects, ",\n"));
}

template <class Row>
std::string lines_of(const std::vector<Row>& rows)
{
    std::vector<std::string> objects;
    for (const auto& row : rows) objects.push_back(object_of(row));
    return lines(objects);
}

}  // namespace

std::string screen_json(const Screen& screen)
{
    std::vector<std::string> readings;
    for (const auto& group : screen.groups) {
        for (const auto& row : group.rows) readings.push_back(object_of(row, group.name));
    }
    return fmt::format(
        "{{\n\"as_of\":\"{}\",\n\"now\":\"{}\",\n\"statements\":{},\n\"readings\":{},\n\"alerts\":{},\n"
        "\"feeds\":{}\n}}\n",
        format_time(screen.as_of), format_time(screen.at), lines_of(screen.statements), lines(readings),
        lines_of(screen.alerts), lines_of(screen.feeds));
}

}  // namespace entangled::report
