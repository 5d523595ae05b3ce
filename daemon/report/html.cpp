#include "daemon/report/html.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/figure_text.hpp"
#include "daemon/report/kind_groups.hpp"
#include "daemon/report/page_style.hpp"

namespace entangled::report {
namespace {

std::string badge(std::string_view state)
{
    std::string words(state);
    std::replace(words.begin(), words.end(), '_', ' ');
    return fmt::format(R"(<span class="badge {}">{}</span>)", escape_html(state), escape_html(words));
}

std::string note(std::string_view text)
{
    return text.empty() ? std::string{} : fmt::format(R"(<span class="note">{}</span>)", escape_html(text));
}

// `html` is put in as it is; the head repeats beside the cell where the table becomes cards.
std::string cell(std::string_view head, std::string_view html, std::string_view css_class = {})
{
    return fmt::format(R"(<td role="cell"{} data-head="{}"><div>{}</div></td>)",
                       css_class.empty() ? std::string{} : fmt::format(R"( class="{}")", css_class), head, html);
}

// A card on a phone leaves out what is only there to keep the columns in line.
std::string number_cell(std::string_view head, std::string_view text)
{
    return cell(head, fmt::format(R"(<span class="number">{}</span>)", escape_html(text)), text == "-" ? "none" : "");
}

std::string row_head(std::string_view id, std::string_view below)
{
    return fmt::format("<th scope=\"row\" role=\"rowheader\"><span class=\"id\">{}</span>{}</th>", escape_html(id),
                       below);
}

// Display as cards takes the meaning of a table away in some browsers; the roles give it back.
std::string table(std::string_view css_class, std::string_view caption, const std::vector<std::string_view>& heads,
                  const std::string& rows)
{
    std::string head;
    for (const auto name : heads) head += fmt::format("<th scope=\"col\" role=\"columnheader\">{}</th>", name);
    return fmt::format(
        "<table class=\"{}\" role=\"table\"><caption>{}</caption>\n<thead role=\"rowgroup\"><tr "
        "role=\"row\">{}</tr></thead>\n"
        "<tbody role=\"rowgroup\">\n{}</tbody></table>\n",
        css_class, escape_html(caption), head, rows);
}

std::string table_row(const std::string& cells) { return "<tr role=\"row\">" + cells + "</tr>\n"; }

bool is_date(std::string_view text) { return parse_date(text).has_value(); }

// Browsers break lines at hyphens, and a date in two lines is hard to read.
std::string with_whole_dates(const std::string& html)
{
    constexpr std::size_t length = 10;
    std::string result;
    for (std::size_t at = 0; at < html.size();) {
        if (at + length <= html.size() && is_date({html.data() + at, length})) {
            result += fmt::format(R"(<span class="number">{}</span>)", html.substr(at, length));
            at += length;
        } else {
            result += html[at++];
        }
    }
    return result;
}

std::string statement_html(const Statement& statement)
{
    const bool wide = statement.key == "supply" || statement.key == "policies";
    std::string details;
    for (const auto& detail : statement.details)
        details += fmt::format("<li>{}</li>", with_whole_dates(escape_html(detail)));
    if (!details.empty()) details = "<ul>" + details + "</ul>";
    return fmt::format("<section class=\"card{}\"><h2>{}</h2><p class=\"answer\">{}</p>{}</section>\n",
                       wide ? " wide" : "", escape_html(statement.question),
                       with_whole_dates(escape_html(statement.answer)), details);
}

std::string state_cell(const Reading& reading)
{
    std::string html = badge(to_string(reading.state));
    if (!reading.answer.empty()) html += fmt::format(" <strong>{}</strong>", escape_html(reading.answer));
    html += note(reason_text(reading));
    if (reading.state == ReadingState::ok && !reading.may_alert) html += note("gates for alerting not met");
    return cell("State", html);
}

std::string basis_cell(const Reading& reading)
{
    if (reading.state != ReadingState::ok) return number_cell("Basis", "-");
    std::string html = fmt::format(R"(<span class="number">n {}</span>)", reading.n);
    if (reading.coverage && *reading.coverage < 1.0)
        html += note("coverage " + figure_text("ratio", *reading.coverage));
    if (reading.p_value) html += note("p " + figure_text("ratio", *reading.p_value));
    return cell("Basis", html);
}

std::string reading_html(const ReadingRow& row, Timestamp at)
{
    const Reading& reading = row.reading;
    std::string below = note(row.subject);
    for (const auto& text : reading.notes) below += note("Note: " + text);
    const std::string value = reading.state == ReadingState::ok
                                  ? fmt::format(R"(<span class="figure">{}</span>{})",
                                                escape_html(value_text(row.unit, reading)), interval_svg(row))
                                  : R"(<span class="soft">no value</span>)";
    return table_row(row_head(row.id, below) + cell("Value", value) + state_cell(reading) +
                     number_cell("Period", period_text(reading)) + number_cell("Age", age_text(reading.newest, at)) +
                     basis_cell(reading));
}

std::string group_html(const ReadingGroup& group, Timestamp at)
{
    std::string rows;
    for (const auto& row : group.rows) rows += reading_html(row, at);
    const bool bars =
        std::any_of(group.rows.begin(), group.rows.end(), [](const ReadingRow& row) { return row.is_share; });
    const std::string caption = counted(group.rows.size(), "reading", "readings") +
                                (bars ? "; a bar runs from 0 to 1, with a tick for a value and a band for bounds" : "");
    return fmt::format("<h2>{}</h2>\n", escape_html(heading_of(group.name))) +
           table("readings", caption, {"Reading", "Value", "State", "Period", "Age", "Basis"}, rows);
}

std::string alert_html(const AlertRow& row)
{
    const AlertInstance& instance = row.instance;
    const auto& since = instance.held_since ? instance.held_since : instance.since;
    return table_row(row_head(row.key.alert, note(row.summary)) + cell("Of", escape_html(row.key.instance)) +
                     cell("State", badge(to_string(instance.phase))) + cell("Severity", escape_html(row.severity)) +
                     cell("For", escape_html(row.audience)) + number_cell("Since", since ? minute_text(*since) : "-"));
}

std::string alerts_html(const Screen& screen)
{
    std::string rows;
    std::size_t fine = 0;
    for (const auto& row : screen.alerts) {
        if (row.instance.phase == AlertPhase::ok) {
            ++fine;
        } else {
            rows += alert_html(row);
        }
    }
    std::string html = "<h2>Alerts</h2>\n";
    if (!rows.empty()) {
        html += table("alerts", "Alerts that are not ok; held means that the input is missing, which resolves nothing",
                      {"Alert", "Of", "State", "Severity", "For", "Since"}, rows);
    }
    const std::string rest = counted(fine, "other instance is", "other instances are") + " judged and not firing.";
    if (screen.alerts.empty()) return html + "<p class=\"soft\">No alert is judged.</p>\n";
    return fine > 0 ? html + fmt::format("<p class=\"soft\">{}</p>\n", rest) : html;
}

std::string feed_html(const FeedRow& row)
{
    const FeedStatus& status = row.status;
    std::string state = badge(to_string(status.state));
    if (row.overdue) state += note("not read within its limit");
    return table_row(row_head(row.id, note(status.detail)) + cell("State", state) +
                     number_cell("Retrieved", status.retrieved ? minute_text(*status.retrieved) : "never") +
                     number_cell("Figures", std::to_string(row.figures)) +
                     number_cell("Records", std::to_string(row.records)) +
                     number_cell("Complete up to", status.complete_until ? format_date(*status.complete_until) : "-"));
}

std::string feeds_html(const Screen& screen)
{
    std::string rows;
    for (const auto& row : screen.feeds) rows += feed_html(row);
    if (rows.empty()) return "<h2>Feeds</h2>\n<p class=\"soft\">No feed is configured.</p>\n";
    return "<h2>Feeds</h2>\n" +
           table("feeds", "What the readings are computed from; a record is complete up to and including the day",
                 {"Feed", "State", "Retrieved", "Figures", "Records", "Complete up to"}, rows);
}

std::string head_html(const Screen& screen, const PageFacts& facts)
{
    std::string when = "as of " + minute_text(screen.as_of);
    if (screen.as_of != screen.at) when += ", evaluated for " + minute_text(screen.at);
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>entangled</title>\n"
        "<style>{}</style>\n</head>\n<body>\n<header>\n<h1>entangled <small>{}</small></h1>\n"
        "<p class=\"soft\">Mutual supply-chain dependence of two blocs, {}</p>\n"
        "<nav aria-label=\"Other pages\"><a href=\"/metrics\">Metrics</a><a href=\"/-/healthy\">Healthy</a>"
        "<a href=\"/-/ready\">Ready</a></nav>\n</header>\n",
        page_style(), escape_html(facts.version), escape_html(when));
}

}  // namespace

std::string page_html(const Screen& screen, const PageFacts& facts)
{
    std::string html = head_html(screen, facts) + "<main>\n<div class=\"cards\">\n";
    for (const auto& statement : screen.statements) html += statement_html(statement);
    html += "</div>\n";
    for (const auto& group : screen.groups) html += group_html(group, screen.at);
    html += alerts_html(screen) + feeds_html(screen) + "</main>\n";
    html += fmt::format(
        "<footer><p>Computed {}. Age is counted from the end of the newest input period.</p>"
        "<p>Two hypotheses with falsifiers, not a score: supported, contradicted, undecided and not "
        "observed are all answers.</p></footer>\n</body>\n</html>\n",
        format_time(screen.at));
    return html;
}

}  // namespace entangled::report
