#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

Options us_imports(const char* good, const char* tier)
{
    return {{"good", std::string(good)},
            {"tier", std::string(tier)},
            {"dependent", std::string("US")},
            {"on", std::string("CN")},
            {"definition", std::string("usgs_mcs_import_sources")}};
}

}  // namespace

// Expected: MCS 2026, import sources 2021-24: rare-earth compounds and metals CN 71, gallium metal CN 18.
TEST_CASE("import sources of MCS 2026 come out as printed, filed under their average")
{
    const Reading rare_earths =
        read("import_source_share", us_imports("rare_earths", "compounds_metals"), "2026-06-30");
    CHECK(*rare_earths.value == Approx(0.71));
    CHECK(format_period(*rare_earths.period) == "2021-2024");
    CHECK(*read("import_source_share", us_imports("gallium", "metal"), "2026-06-30").value == Approx(0.18));
}

// As known in 2025 the average is 2020-23 and 70 with Hong Kong: another period, not a revision.
TEST_CASE("the average of the earlier edition is another period")
{
    const Reading reading = read("import_source_share", us_imports("rare_earths", "compounds_metals"), "2025-06-30");
    CHECK(*reading.value == Approx(0.70));
    CHECK(format_period(*reading.period) == "2020-2023");
}

TEST_CASE("a bloc takes its members and leaves its own member's imports out")
{
    Options options = us_imports("rare_earths", "compounds_metals");
    options.erase("on");
    options["on_bloc"] = std::string("china");
    const Reading china = read("import_source_share", options, "2026-06-30");
    CHECK(span_of(china)->lower == Approx(0.71));
    options["on_bloc"] = std::string("coalition");
    CHECK(read("import_source_share", options, "2026-06-30").reason->code == Errc::not_comparable);
}
