#include "indicators/kernels/criticality/dependence_rules.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
using Amounts = std::vector<double>;

}  // namespace

TEST_CASE("the three yearly criteria of GeoDep", "[kernels][criticality]")
{
    // Lefebvre and Wibaux 2024 on a constructed product: 0.445 and 0.46 by hand.
    const Amounts imports{60, 25, 15};
    const Amounts world{60, 30, 10};
    const auto found = geodep({imports, world, 50}).value();
    CHECK(found.import_concentration == Approx(.445).epsilon(1e-14));
    CHECK(found.world_concentration == Approx(.46).epsilon(1e-14));
    CHECK(found.imports_to_exports.value() == 2.0);
    CHECK(found.dependent);
    CHECK_FALSE(geodep({imports, world, 100}).value().dependent);
    // The importer could buy elsewhere: the world exports come from many.
    CHECK_FALSE(geodep({imports, Amounts{40, 30, 30}, 50}).value().dependent);
}

TEST_CASE("without exports GeoDep has no ratio and its criterion is met", "[kernels][criticality]")
{
    const auto found = geodep({Amounts{9, 1}, Amounts{9, 1}, 0}).value();
    CHECK_FALSE(found.imports_to_exports);
    CHECK(found.dependent);
}

TEST_CASE("illegal trade of GeoDep", "[kernels][criticality]")
{
    const Amounts one{1};
    CHECK(geodep({{}, one, 1}).error().code == Errc::no_data);
    CHECK(geodep({one, Amounts{0}, 1}).error().code == Errc::no_data);
    CHECK(geodep({one, Amounts{-1}, 1}).error().code == Errc::bad_value);
    CHECK(geodep({one, one, std::nan("")}).error().code == Errc::bad_value);
    CHECK(geodep({Amounts{1e300}, one, 1e-300}).error().code == Errc::bad_value);
    CHECK(geodep({one, one, 1}, {.import_concentration = inf}).error().code == Errc::bad_value);
}

TEST_CASE("a single point of failure needs concentration and a leader", "[kernels][criticality]")
{
    CHECK(single_point_of_failure(Amounts{60, 20, 20}).value());
    CHECK_FALSE(single_point_of_failure(Amounts{50, 50}).value());
    CHECK_FALSE(single_point_of_failure(Amounts{52, 12, 12, 12, 12}).value());
    CHECK(single_point_of_failure({}).error().code == Errc::no_data);
    CHECK(single_point_of_failure(Amounts{inf}).error().code == Errc::bad_value);
    CHECK(single_point_of_failure(Amounts{1}, {-1, 0}).error().code == Errc::bad_value);
}

TEST_CASE("the MERICS conditions at their limits", "[kernels][criticality]")
{
    // MERICS Trade Dependency Database 2024: imports at least twice the exports, at least 30 % from the partner.
    const auto found = merics_dependence({30, 100, 50, 2}).value();
    CHECK(found.deficit);
    CHECK(found.partner_share);
    CHECK(found.few_alternatives);
    CHECK(found.dependent());
    CHECK_FALSE(merics_dependence({29.9, 100, 50, 2}).value().dependent());
    CHECK_FALSE(merics_dependence({30, 100, 50.1, 2}).value().dependent());
    CHECK_FALSE(merics_dependence({30, 100, 50, 4}).value().dependent());
    CHECK(merics_dependence({30, 100, 50, 4}, {.few_suppliers = 5}).value().dependent());
    CHECK(merics_dependence({30, 100, 0, 2}).value().deficit);
}

TEST_CASE("bloc aggregation changes the MERICS verdict", "[kernels][criticality]")
{
    // MERICS 2024: China depends on the EU as a bloc in 120 products, on its members one by one in 33. Three members
    // with 20 % each are no dependence; together they are one.
    CHECK_FALSE(merics_dependence({20, 100, 0, 2}).value().dependent());
    CHECK(merics_dependence({60, 100, 0, 2}).value().dependent());
}

TEST_CASE("illegal trade of the MERICS rule", "[kernels][criticality]")
{
    CHECK(merics_dependence({0, 0, 1, 1}).error().code == Errc::no_data);
    CHECK(merics_dependence({2, 1, 1, 1}).error().code == Errc::bad_value);
    CHECK(merics_dependence({1, inf, 1, 1}).error().code == Errc::bad_value);
    CHECK(merics_dependence({1, 1, -1, 1}).error().code == Errc::bad_value);
    CHECK(merics_dependence({1, 1, 1, std::nan("")}).error().code == Errc::bad_value);
    CHECK(merics_dependence({1, 1, 1, 1}, {.partner_share = inf}).error().code == Errc::bad_value);
}

TEST_CASE("no third country above 65 % of consumption", "[kernels][criticality]")
{
    // Regulation (EU) 2024/1252. Gallium 2022: China 98 %. The limit itself is legal.
    CHECK_FALSE(largest_third_country(Amounts{20, 65, 5}, 100).value().above_limit);
    const auto found = largest_third_country(Amounts{20, 65.1, 5}, 100).value();
    CHECK(found.above_limit);
    CHECK(found.supplier == 1);
    CHECK(found.share == Approx(.651));
    CHECK(largest_third_country(Amounts{130}, 100).value().share == 1.3);
    CHECK(largest_third_country({}, 100).error().code == Errc::no_data);
    CHECK(largest_third_country(Amounts{1}, 0).error().code == Errc::not_identified);
    CHECK(largest_third_country(Amounts{1}, inf).error().code == Errc::bad_value);
    CHECK(largest_third_country(Amounts{-1}, 1).error().code == Errc::bad_value);
    CHECK(largest_third_country(Amounts{1e300}, 1e-300).error().code == Errc::bad_value);
}

TEST_CASE("own capacity against the benchmarks for 2030", "[kernels][criticality]")
{
    // Regulation (EU) 2024/1252: extraction 10 %, processing 40 %, recycling as stated.
    const auto found = capacity_shares({10, 39.9, 25, 100}).value();
    CHECK(found.extraction == .1);
    CHECK(found.extraction_met);
    CHECK_FALSE(found.processing_met);
    CHECK(found.recycling_met);
    CHECK_FALSE(capacity_shares({10, 40, 25, 100}, {.recycling = .3}).value().recycling_met);
    CHECK(capacity_shares({1, 1, 1, 0}).error().code == Errc::not_identified);
    CHECK(capacity_shares({1, 1, 1, inf}).error().code == Errc::bad_value);
    CHECK(capacity_shares({1e300, 1, 1, 1e-300}).error().code == Errc::bad_value);
}
