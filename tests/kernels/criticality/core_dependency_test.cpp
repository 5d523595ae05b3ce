#include "indicators/kernels/criticality/core_dependency.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Rows = std::vector<PartnerImports>;

// Constructed: extra imports CN 60, US 25, JP 15, intra 40, exports intra 30 and extra 20.
const Rows three_suppliers{{60}, {25}, {15}, {40, Partner::inside}};

}  // namespace

TEST_CASE("a product that meets all three criteria", "[kernels][criticality]")
{
    // Criteria of European Commission SWD(2021) 352 on a constructed case: 0.4450, 0.714286, 2.0, class 3. With the
    // intra-bloc imports among the suppliers, the naive index is 0.3087 and the class 2.
    const auto found = core_dependency({three_suppliers, 30, 20}).value();
    CHECK(found.concentration.value() == Approx(.4450).epsilon(1e-14));
    CHECK(found.extra_share.value() == Approx(5.0 / 7.0).epsilon(1e-14));
    CHECK(found.imports_to_exports.value() == 2.0);
    CHECK_FALSE(found.imports_without_exports);
    const auto rank = dependency_class(found).value();
    CHECK(rank.met == 3);
    CHECK(rank.undecided == 0);
    CHECK(rank.dependent());
}

TEST_CASE("a better mix of suppliers lowers the class", "[kernels][criticality]")
{
    const Rows rows{{50}, {30}, {20}, {40, Partner::inside}};
    const auto found = core_dependency({rows, 30, 20}).value();
    CHECK(found.concentration.value() == Approx(.38).epsilon(1e-14));
    CHECK(dependency_class(found).value().met == 2);
    CHECK(dependency_class(found, {.concentration = .3}).value().met == 3);
}

TEST_CASE("without exports the third indicator is undefined, not infinite", "[kernels][criticality]")
{
    const auto found = core_dependency({three_suppliers, 0, 0}).value();
    CHECK_FALSE(found.imports_to_exports);
    CHECK(found.imports_without_exports);
    const auto open = dependency_class(found).value();
    CHECK(open.met == 2);
    CHECK(open.undecided == 1);
    CHECK_FALSE(open.dependent());
    // CEPII GeoDep writes 9999 and counts it.
    CHECK(dependency_class(found, {.no_exports = NoExports::met}).value().dependent());
}

TEST_CASE("undisclosed partners count in the imports but are no supplier", "[kernels][criticality]")
{
    Rows rows = three_suppliers;
    rows.push_back({100, Partner::undisclosed});
    const auto found = core_dependency({rows, 30, 20}).value();
    // As a fourth supplier they would give 0.3613.
    CHECK(found.concentration.value() == Approx(.4450).epsilon(1e-14));
    CHECK(found.extra_share.value() == Approx(200.0 / 240.0).epsilon(1e-14));
    CHECK(found.imports_to_exports.value() == 4.0);
    const Rows secret{{100, Partner::undisclosed}};
    const auto hidden = core_dependency({secret, 30, 20}).value();
    CHECK_FALSE(hidden.concentration);
    CHECK(hidden.extra_share.value() == 1.0);
    CHECK(dependency_class(hidden).value().undecided == 1);
}

TEST_CASE("totals among the partners are ignored", "[kernels][criticality]")
{
    // Comtrade's partner 0 ("World") kept as a supplier would give an index of 0.36 and an extra share of 0.83.
    Rows rows = three_suppliers;
    rows.push_back({100, Partner::aggregate});
    const auto found = core_dependency({rows, 30, 20}).value();
    CHECK(found.concentration.value() == Approx(.4450).epsilon(1e-14));
    CHECK(found.extra_share.value() == Approx(5.0 / 7.0).epsilon(1e-14));
    const Rows total{{100, Partner::aggregate}};
    CHECK(core_dependency({total, 30, 20}).error().code == Errc::no_data);
}

TEST_CASE("a bloc that buys only from its members", "[kernels][criticality]")
{
    const Rows rows{{40, Partner::inside}};
    const auto found = core_dependency({rows, 0, 0}).value();
    CHECK_FALSE(found.concentration);
    CHECK(found.extra_share.value() == 0.0);
    CHECK_FALSE(found.imports_to_exports);
    CHECK_FALSE(found.imports_without_exports);
    CHECK(dependency_class(found, {.no_exports = NoExports::met}).value().met == 0);
}

TEST_CASE("value and weight can differ in their verdict", "[kernels][criticality]")
{
    // US natural graphite imports 2022 (BACI): HHI 0.3001 by tonnes, 0.5590 by value; the four largest suppliers and
    // the rest as one are enough to part them at 0.4.
    const Rows tonnes{{43274.566}, {10926.909}, {10261.938}, {8475.766}, {8412.25}, {5234.7}};
    const Rows value{{142631.137}, {10591.519}, {7274.226}, {7375.061}, {13649.95}, {11297.4}};
    CHECK(core_dependency({tonnes, 1, 1}).value().concentration.value() < .4);
    CHECK(core_dependency({value, 1, 1}).value().concentration.value() > .4);
}

TEST_CASE("indicators keep their ranges for any order and unit", "[kernels][criticality]")
{
    REQUIRE(rc::check([] {
        Rows rows;
        for (const int amount : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000))) {
            rows.push_back({static_cast<double>(amount), static_cast<Partner>(amount % 4)});
        }
        rows.push_back({1.0, Partner::outside});
        const auto found = core_dependency({rows, 7, 5}).value();
        RC_ASSERT(*found.concentration > 0.0 && *found.concentration <= 1.0);
        RC_ASSERT(*found.extra_share > 0.0 && *found.extra_share <= 1.0);
        std::ranges::reverse(rows);
        for (PartnerImports& row : rows) row.amount *= 1024.0;
        const auto again = core_dependency({rows, 7168, 5120}).value();
        RC_ASSERT(again.concentration == found.concentration);
        RC_ASSERT(again.extra_share == found.extra_share);
        RC_ASSERT(again.imports_to_exports == found.imports_to_exports);
    }));
}

TEST_CASE("illegal trade of a bloc", "[kernels][criticality]")
{
    const double bad = GENERATE(-1.0, std::numeric_limits<double>::infinity(), std::nan(""));
    const Rows rows{{bad}};
    const Rows good{{1.0}};
    CHECK(core_dependency({rows, 1, 1}).error().code == Errc::bad_value);
    CHECK(core_dependency({good, bad, 1}).error().code == Errc::bad_value);
    CHECK(core_dependency({good, 1, bad}).error().code == Errc::bad_value);
    CHECK(core_dependency({{}, 1, 1}).error().code == Errc::no_data);
    const Rows zero{{0.0}};
    CHECK(core_dependency({zero, 1, 1}).error().code == Errc::no_data);
    const Rows huge{{1e308}, {1e308, Partner::inside}};
    CHECK(core_dependency({huge, 1e308, 0}).value().extra_share.value() == 0.5);
    CHECK(core_dependency({huge, 5e-324, 0}).error().code == Errc::bad_value);
    CHECK(core_dependency({good, 1.7e308, 1.7e308}).error().code == Errc::bad_value);
    CHECK(dependency_class({.extra_share = bad}).error().code == Errc::bad_value);
    CHECK(dependency_class({}, {.concentration = bad}).error().code == Errc::bad_value);
    CHECK(dependency_class({}).value().undecided == 3);
}
