#include "daemon/report/html.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "tests/report/fixture.hpp"

using namespace entangled;
using namespace entangled::report;

namespace {

bool is_void(std::string_view name)
{
    constexpr std::array<std::string_view, 3> names{"meta", "!DOCTYPE", "br"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Empty if every tag is closed in order and no attribute is left open; else what is wrong.
std::string unbalanced(std::string_view html)
{
    std::vector<std::string> open;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const std::size_t end = html.find('>', at);
        if (end == std::string_view::npos) return "a tag is not ended";
        const std::string_view tag = html.substr(at + 1, end - at - 1);
        if (std::count(tag.begin(), tag.end(), '"') % 2 != 0) return "odd quotes in " + std::string(tag);
        const std::string name(tag.substr(0, tag.find_first_of(" /", 1)));
        if (tag.starts_with('/')) {
            if (open.empty() || open.back() != tag.substr(1)) return "unexpected " + std::string(tag);
            open.pop_back();
        } else if (!tag.ends_with('/') && !is_void(name)) {
            open.push_back(name);
        }
    }
    return open.empty() ? "" : "not closed: " + open.back();
}

std::size_t count_of(std::string_view text, std::string_view part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("the page is well formed, as agreed and the same bytes twice")
{
    const std::string page = page_html(first_screen(*fixture::cycle_at("2026-11-03")), {"0.1.0"});
    CHECK(unbalanced(page).empty());
    CHECK(page == fixture::golden("page.html", page));
    CHECK(page == page_html(first_screen(*fixture::cycle_at("2026-11-03")), {"0.1.0"}));
}

TEST_CASE("the page loads nothing and runs nothing")
{
    const std::string page = page_html(first_screen(*fixture::cycle_at("2026-11-03")), {"0.1.0"});
    for (const std::string_view part : {"<script", "src=", "@import", "url(", "<link", "http:", "https:", "onclick"}) {
        CAPTURE(part);
        CHECK(page.find(part) == std::string::npos);
    }
    for (const std::string_view part :
         {"href=\"/metrics\"", "href=\"/-/healthy\"", "href=\"/-/ready\"", "lang=\"en\"", "prefers-color-scheme:dark",
          "@media print", "Age is counted from the end of the"}) {
        CAPTURE(part);
        CHECK(page.find(part) != std::string::npos);
    }
}

TEST_CASE("every table has a caption and every cell its head")
{
    const std::string page = page_html(first_screen(*fixture::cycle_at("2026-11-03")), {"0.1.0"});
    CHECK(count_of(page, "<table") == 5);
    CHECK(count_of(page, "<caption>") == count_of(page, "<table"));
    CHECK(count_of(page, "<td ") == count_of(page, "data-head="));
}

TEST_CASE("hostile names are only text")
{
    const std::string hostile = "<script>alert(1)</script>\" onload='x' &";
    Screen screen = first_screen(*fixture::cycle_at("2026-11-03"));
    for (auto& group : screen.groups) {
        for (auto& row : group.rows) {
            row.id = row.subject = row.kind = row.reading.answer = hostile;
            row.reading.notes = {hostile};
            if (row.reading.reason) row.reading.reason->detail = hostile;
        }
    }
    for (auto& alert : screen.alerts) alert.key.alert = alert.key.instance = alert.summary = alert.severity = hostile;
    for (auto& feed : screen.feeds) feed.id = feed.status.detail = hostile;
    for (auto& statement : screen.statements) {
        statement.answer = hostile;
        statement.details = {hostile};
    }
    const std::string page = page_html(screen, {hostile});
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("onload='") == std::string::npos);
    CHECK(unbalanced(page).empty());
}

TEST_CASE("a missing reading has its reason and no bar")
{
    ReadingRow row;
    row.id = "lost";
    row.unit = "ratio";
    row.is_share = true;
    row.reading = missing(Errc::no_data, "nothing was known");
    CHECK(interval_svg(row).empty());
    Screen screen;
    screen.groups = {{"dependence", {row}}};
    const std::string page = page_html(screen, {"0.1.0"});
    CHECK(page.find("no value") != std::string::npos);
    CHECK(page.find("no_data: nothing was known") != std::string::npos);
}

TEST_CASE("a bar has a band for bounds, a tick for a value, and stays inside")
{
    ReadingRow row;
    row.unit = "ratio";
    row.is_share = true;
    row.reading = known(1.0);
    CHECK(interval_svg(row).find(R"(class="tick" x="118.0")") != std::string::npos);
    CHECK(interval_svg(row).find("class=\"band\"") == std::string::npos);
    row.reading = known(Interval{0.25, 0.5});
    CHECK(interval_svg(row).find(R"(class="band" x="30.0" y="3.0" width="30.0")") != std::string::npos);
    CHECK(interval_svg(row).find("class=\"tick\"") == std::string::npos);
    row.is_share = false;
    CHECK(interval_svg(row).empty());
}
