#include "daemon/report/explanation.hpp"

#include <catch2/catch.hpp>

#include "daemon/report/catalogue.hpp"
#include "tests/report/fixture.hpp"

using namespace entangled;
using namespace entangled::report;

namespace {

std::string explained(std::string_view id, std::string_view date)
{
    const auto plan = fixture::plan_of(fixture::specs());
    const auto data = fixture::dataset();
    const auto at = fixture::day(date);
    const std::size_t position = plan->position(id).value();
    return explain_text(*plan, position, explain(*plan, *data, position, at, at), at, at);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a share is explained with its inputs, sources and arithmetic")
{
    const std::string text = explained("cn_gallium", "2026-11-03");
    CHECK(text == fixture::golden("explain_share.txt", text));
    CHECK(has(text, "licence: public domain\n      https://example.org/2025\n"));
    CHECK(has(text, "671 d"));
}

TEST_CASE("an undecided race is explained with what it was looked for in")
{
    const std::string text = explained("race", "2026-11-03");
    CHECK(text == fixture::golden("explain_race.txt", text));
    CHECK(has(text, "computed from"));
    CHECK(has(text, "falsifier"));
}

TEST_CASE("a policy is explained by its record")
{
    const std::string text = explained("end_truce", "2026-11-03");
    CHECK(text == fixture::golden("explain_policy.txt", text));
}

TEST_CASE("the catalogue has every kind with its falsifier and options")
{
    const std::string text = catalogue_markdown();
    for (const IndicatorKind* kind : indicator_kinds()) {
        CAPTURE(kind->name);
        CHECK(has(text, "### `" + std::string(kind->name) + "`"));
        for (const auto& option : kind->parameters) CHECK(has(text, "| `" + std::string(option.name) + "` |"));
    }
    CHECK(has(text, "| falsifier |"));
    CHECK(text == catalogue_markdown());
}

TEST_CASE("configured readings are listed by group with what they are computed from")
{
    const std::string text = configured_text(*fixture::plan_of(fixture::specs()));
    CHECK(text == fixture::golden("configured.txt", text));
    CHECK(has(text, "computed from us_rate, cn_rate"));
    CHECK(configured_text(*fixture::plan_of({})) == "No reading is configured.\n");
}
