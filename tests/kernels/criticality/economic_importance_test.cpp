#include "indicators/kernels/criticality/economic_importance.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Numbers = std::vector<double>;
using Substitutes = std::vector<Substitute>;

}  // namespace

TEST_CASE("economic importance, raw and scaled", "[kernels][criticality]")
{
    // Constructed with the European Commission's formula (2017): sum 139, EI 5.282.
    const Numbers shares{.5, .3, .2};
    const Numbers value_added{200, 50, 120};
    const auto found = economic_importance({shares, value_added, 250, .95}).value();
    CHECK(found.weighted_value_added == Approx(139).epsilon(1e-14));
    CHECK(found.raw == Approx(132.05).epsilon(1e-14));
    CHECK(found.scaled.value() == Approx(5.282).epsilon(1e-14));
    CHECK_FALSE(economic_importance({shares, value_added, {}}).value().scaled);
    CHECK(economic_importance({Numbers{1}, Numbers{250}, 250}).value().scaled.value() == 10.0);
}

TEST_CASE("illegal end uses", "[kernels][criticality]")
{
    const Numbers one{1};
    CHECK(economic_importance({{}, {}, {}}).error().code == Errc::no_data);
    CHECK(economic_importance({one, {}, {}}).error().code == Errc::bad_value);
    CHECK(economic_importance({Numbers{1.1}, one, {}}).error().code == Errc::bad_value);
    CHECK(economic_importance({one, Numbers{-1}, {}}).error().code == Errc::bad_value);
    CHECK(economic_importance({one, Numbers{3}, 2}).error().code == Errc::bad_value);
    CHECK(economic_importance({one, Numbers{0}, 0}).error().code == Errc::bad_value);
    CHECK(economic_importance({one, one, {}, 1.5}).error().code == Errc::bad_value);
    CHECK(economic_importance({one, Numbers{std::nan("")}, {}}).error().code == Errc::bad_value);
    CHECK(economic_importance({Numbers{1, 1}, Numbers{1e308, 1e308}, {}}).error().code == Errc::bad_value);
}

TEST_CASE("the substitution index", "[kernels][criticality]")
{
    // By hand: application 0 (60 %) is half replaceable at cbrt(0.8 * 0.8 * 0.8) = 0.8: 0.6 (0.5 * 0.8 + 0.5) + 0.4.
    const Numbers applications{.6, .4};
    CHECK(substitution_index(applications, Substitutes{{0, .5, .8, .8, .8}}).value() == Approx(.94).epsilon(1e-14));
    CHECK(substitution_index(applications, {}).value() == 1.0);
    const Substitutes all{{0, 1, .8, .8, .8}, {1, 1, .8, .8, .8}};
    CHECK(substitution_index(applications, all).value() == Approx(.8).epsilon(1e-14));
    CHECK(substitution_index(applications, Substitutes{{1, 1, .8, 1, .9}}).value() ==
          Approx(.6 + .4 * std::cbrt(.72)).epsilon(1e-14));
    // Uses that are not listed count as not replaceable.
    CHECK(substitution_index(Numbers{.5}, Substitutes{{0, 1, .8, .8, .8}}).value() == Approx(.9).epsilon(1e-14));
}

TEST_CASE("illegal substitutes", "[kernels][criticality]")
{
    const Numbers applications{.6, .4};
    CHECK(substitution_index({}, {}).error().code == Errc::no_data);
    CHECK(substitution_index(Numbers{.6, .5}, {}).error().code == Errc::bad_value);
    CHECK(substitution_index(Numbers{-.6}, {}).error().code == Errc::bad_value);
    CHECK(substitution_index(applications, Substitutes{{2, .5}}).error().code == Errc::bad_value);
    CHECK(substitution_index(applications, Substitutes{{0, 1.5}}).error().code == Errc::bad_value);
    CHECK(substitution_index(applications, Substitutes{{0, .6}, {0, .6}}).error().code == Errc::bad_value);
    CHECK(substitution_index(applications, Substitutes{{0, .5, std::nan("")}}).error().code == Errc::bad_value);
}
