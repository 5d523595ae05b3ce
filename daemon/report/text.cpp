#include "daemon/report/text.hpp"

#include <fmt/format.h>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/figure_text.hpp"
#include "daemon/report/kind_groups.hpp"

namespace entangled::report {
namespace {

constexpr std::size_t below_indent = 6;

std::string below(std::string_view text, const TextStyle& style)
{
    const std::string lines = wrapped(one_line(text), style, below_indent, below_indent + 2);
    if (!style.colour || lines.empty()) return lines;
    return dim(lines.substr(0, lines.size() - 1), style) + '\n';
}

std::string basis_of(const Reading& reading)
{
    std::string text;
    if (reading.coverage && *reading.coverage < 1.0)
        text += fmt::format("coverage {}; ", figure_text("ratio", *reading.coverage));
    if (reading.p_value) text += fmt::format("p {}; ", figure_text("ratio", *reading.p_value));
    if (reading.state == ReadingState::ok && !reading.may_alert) text += "its gates for alerting are not met; ";
    if (!text.empty()) text.resize(text.size() - 2);
    return text;
}

TextRow row_of(const ReadingRow& row, Timestamp at, const TextStyle& style)
{
    const Reading& reading = row.reading;
    const bool ok = reading.state == ReadingState::ok;
    TextRow line{
        {one_line(row.id), value_text(row.unit, reading), reading.answer.empty() ? "-" : one_line(reading.answer),
         period_text(reading), age_text(reading.newest, at), ok ? std::to_string(reading.n) : "-"},
        {},
        !ok};
    line.below = below(row.subject, style);
    if (!ok) line.below += below(reason_text(reading), style);
    line.below += below(basis_of(reading), style);
    for (const auto& note : reading.notes) line.below += below("note: " + note, style);
    return line;
}

std::string heading(std::string_view text, const TextStyle& style) { return '\n' + bold(text, style) + '\n'; }

std::string alerts_text(const Screen& screen, const TextStyle& style)
{
    std::vector<TextRow> rows;
    std::size_t idle = 0;
    for (const auto& alert : screen.alerts) {
        if (alert.instance.phase == AlertPhase::ok) {
            ++idle;
            continue;
        }
        const auto& since = alert.instance.held_since ? alert.instance.held_since : alert.instance.since;
        rows.push_back({{std::string(to_string(alert.instance.phase)), one_line(alert.key.alert),
                         one_line(alert.key.instance), one_line(alert.severity), since ? format_date(*since) : "-"},
                        below(alert.summary, style)});
    }
    std::string text =
        rows.empty() ? std::string{} : table_text({"phase", "alert", "of", "severity", "since"}, rows, style);
    if (idle > 0) text += fmt::format("  {} not firing.\n", counted(idle, "instance is", "instances are"));
    return text.empty() ? "  none\n" : text;
}

std::string feeds_text(const Screen& screen, const TextStyle& style)
{
    std::vector<TextRow> rows;
    for (const auto& feed : screen.feeds) {
        const FeedStatus& status = feed.status;
        rows.push_back(
            {{one_line(feed.id), std::string(to_string(status.state)) + (feed.overdue ? ", overdue" : ""),
              status.retrieved ? minute_text(*status.retrieved) : "never", std::to_string(feed.figures),
              std::to_string(feed.records), status.complete_until ? format_date(*status.complete_until) : "-"},
             below(status.detail, style),
             status.state != FeedState::ok || feed.overdue});
    }
    if (rows.empty()) return "  none\n";
    return table_text({"feed", "state", "retrieved", "figures>", "records>", "complete up to"}, rows, style);
}

}  // namespace

std::string readings_text(const Screen& screen, const TextStyle& style)
{
    std::string text;
    for (const auto& group : screen.groups) {
        std::vector<TextRow> rows;
        for (const auto& row : group.rows) rows.push_back(row_of(row, screen.at, style));
        text += heading(heading_of(group.name), style);
        text += table_text({"reading", "value", "answer", "period", "age>", "n>"}, rows, style);
    }
    return text;
}

std::string screen_text(const Screen& screen, const TextStyle& style)
{
    std::string text = bold(fmt::format("entangled at {}", format_time(screen.at)), style) + '\n';
    if (screen.as_of != screen.at) text += fmt::format("as known at {}\n", format_time(screen.as_of));
    for (const auto& statement : screen.statements) {
        text += heading(statement.question, style) + wrapped(one_line(statement.answer), style, 2, 2);
        for (const auto& detail : statement.details) text += wrapped("- " + one_line(detail), style, 4, 6);
    }
    text += readings_text(screen, style);
    text += heading("Alerts", style) + alerts_text(screen, style);
    text += heading("Feeds", style) + feeds_text(screen, style);
    return text + "\nAge is counted from the end of the newest input period.\n";
}

}  // namespace entangled::report
