#include <catch2/catch.hpp>
#include <set>

#include "daemon/engine/plan.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

ReadingSpec spec(std::string id, std::string_view kind, Options options)
{
    return {std::move(id), find_indicator_kind(kind), Parameters(std::move(options))};
}

PlannedGraph planned(const std::vector<ReadingSpec>& specs)
{
    return plan_readings(specs, {shipped().configuration->plan->codes, {}});
}

ReadingSpec rate(std::string id, const char* of, const char* good, const char* tier, const char* who,
                 const char* definition)
{
    return spec(std::move(id), "decoupling_rate",
                {{"of", std::string(of)},
                 {"good", std::string(good)},
                 {"tier", std::string(tier)},
                 {"dependent", std::string(who)},
                 {"definition", std::string(definition)}});
}

}  // namespace

TEST_CASE("inputs stand before what is computed from them, in whatever order they are configured")
{
    const auto graph =
        planned({spec("gap", "race_gap", {{"a", std::string("x")}, {"b", std::string("y")}}),
                 rate("x", "net_import_reliance", "rare_earths", "compounds_metals", "US", "usgs_mcs_nir"),
                 rate("y", "net_import_reliance", "gallium", "all", "US", "usgs_mcs_nir")});
    REQUIRE(graph.errors.empty());
    CHECK(graph.readings.back().id == "gap");
    CHECK(graph.readings.back().upstream == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a gap between two bases is an error that names both")
{
    const auto graph =
        planned({rate("x", "net_import_reliance", "rare_earths", "compounds_metals", "US", "usgs_mcs_nir"),
                 rate("y", "foreign_share", "semiconductor_equipment", "equipment", "CN", "jiemian"),
                 spec("gap", "race_gap", {{"a", std::string("x")}, {"b", std::string("y")}})});
    REQUIRE(graph.errors.size() == 1);
    CHECK(graph.errors.front().reading == "gap");
    CHECK(graph.errors.front().detail.find("net_import (definition usgs_mcs_nir)") != std::string::npos);
    CHECK(graph.errors.front().detail.find("domestic_market (definition jiemian)") != std::string::npos);
}

TEST_CASE("a loop names the readings on it")
{
    const auto graph = planned({spec("x", "time_to_target", {{"rate", std::string("y")}, {"target", 0.5}}),
                                spec("y", "time_to_target", {{"rate", std::string("x")}, {"target", 0.5}})});
    REQUIRE_FALSE(graph.errors.empty());
    CHECK(graph.errors.front().detail.find("x -> y -> x") != std::string::npos);
}

TEST_CASE("every error is reported, not the first")
{
    const auto graph = planned({spec("x", "time_to_target", {{"rate", std::string("nobody")}, {"target", 0.5}}),
                                spec("y", "time_to_target", {{"rate", std::string("x")}, {"target", 2.0}}),
                                spec("z", "net_import_reliance", {{"definition", std::string("hearsay")}})});
    CHECK(graph.errors.size() == 3);
}

TEST_CASE("every kind describes itself and is registered once")
{
    std::set<std::string_view> names;
    for (const IndicatorKind* kind : indicator_kinds()) {
        CAPTURE(kind->name);
        CHECK(names.insert(kind->name).second);
        for (const auto text : {kind->help, kind->formula, kind->range, kind->inputs, kind->smallest_input,
                                kind->source, kind->limitation, kind->falsifier, kind->claims}) {
            CHECK_FALSE(text.empty());
        }
        CHECK(kind->configure != nullptr);
        CHECK(find_indicator_kind(kind->name) == kind);
    }
}
