#include "indicators/kernels/events/text_index.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <limits>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

const Series hits_a{2, 3, 5, 4, 10, 6};
const Series articles_a{1000, 1100, 1000, 900, 1000, 1200};
const Series hits_b{1, 1, 4, 2, 8, 3};
const Series articles_b{500, 520, 510, 500, 495, 530};
const std::vector<PaperCounts> papers{{hits_a, articles_a}, {hits_b, articles_b}};

void check_series(const Series& actual, const Series& expected, double margin)
{
    REQUIRE(actual.size() == expected.size());
    for (std::size_t t = 0; t < actual.size(); ++t) {
        CAPTURE(t);
        CHECK(actual[t] == Approx(expected[t]).epsilon(0).margin(margin));
    }
}

}  // namespace

TEST_CASE("indices of two papers agree with the reference vector", "[kernels][text_index]")
{
    // Standardisation of Baker, Bloom and Davis (2016), pooled share of Caldara and Iacoviello (2022); six months.
    const auto all = standardised_share_index(papers).value();
    check_series(all.deviations, {.0028056938, .0053473702}, 1e-10);
    check_series(all.mean, {.5434258882, .6658398540, 1.6244091567, 1.1660557938, 3.2932646142, 1.4203125826}, 1e-9);
    check_series(all.index,
                 {37.4204076203, 45.8498560420, 111.8571163111, 80.2948185884, 226.7748131470, 97.8029882909}, 1e-9);
    const auto first_four = standardised_share_index(papers, {}, {.first = 0, .count = 4}).value();
    check_series(first_four.index,
                 {54.3462477835, 66.5884685859, 162.4518530392, 116.6134305914, 329.3486354127, 142.0408214024}, 1e-9);
    check_series(pooled_share_index(papers).value(),
                 {37.5497993573, 46.3577769843, 111.9033755681, 80.4638557656, 226.0523038231, 97.6728885016}, 1e-9);
}

TEST_CASE("the spread has a period of its own", "[kernels][text_index]")
{
    // numpy: std(ddof=1) of the first four shares.
    const auto early = standardised_share_index(papers, {.count = 4}).value();
    CHECK(early.deviations[0] == Approx(0.0014120565439449026).epsilon(1e-12));
    CHECK(early.index != standardised_share_index(papers).value().index);
    const auto late = standardised_share_index(papers, {.first = 4}, {.first = 5}).value();
    CHECK(late.index[5] == Approx(100.0).epsilon(1e-14));
}

TEST_CASE("indices hold their properties", "[kernels][text_index]")
{
    REQUIRE(rc::check("scale of a paper, order of papers, mean over the base", [] {
        Series hits[2];
        Series articles[2];
        for (int paper = 0; paper < 2; ++paper) {
            for (int t = 0; t < 6; ++t) {
                hits[paper].push_back(t + *rc::gen::inRange(0, 40));
                articles[paper].push_back(*rc::gen::inRange(100, 200));
            }
            hits[paper].front() = 60;
        }
        const std::array<PaperCounts, 2> both{PaperCounts{hits[0], articles[0]}, {hits[1], articles[1]}};
        const std::array<PaperCounts, 2> swapped{both[1], both[0]};
        const auto index = standardised_share_index(both, {}, {1, 4}).value().index;
        RC_ASSERT(standardised_share_index(swapped, {}, {1, 4}).value().index == index);
        RC_ASSERT(pooled_share_index(swapped).value() == pooled_share_index(both).value());
        RC_ASSERT(std::abs(std::accumulate(index.begin() + 1, index.begin() + 5, 0.0) / 4.0 - 100.0) < 1e-10);
        for (double& count : articles[0]) count *= 1024.0;
        const auto larger = standardised_share_index(both, {}, {1, 4}).value().index;
        for (std::size_t t = 0; t < 6; ++t) RC_ASSERT(std::abs(larger[t] - index[t]) < 1e-9 * index[t] + 1e-12);
        for (auto& paper : articles) {
            for (double& count : paper) count *= 2.0;
        }
        RC_ASSERT(pooled_share_index(both).value().size() == 6U);
    }));
}

TEST_CASE("a steady flow of articles has index 100", "[kernels][text_index]")
{
    const Series hits{3, 6, 9};
    const Series articles{100, 200, 300};
    const std::vector<PaperCounts> one{{hits, articles}};
    check_series(pooled_share_index(one).value(), {100, 100, 100}, 1e-12);
    CHECK(standardised_share_index(one).error().code == Errc::not_identified);
}

TEST_CASE("illegal counts and periods are errors", "[kernels][text_index]")
{
    const Series none;
    const Series short_one{1, 2};
    const std::vector<PaperCounts> no_periods{{none, none}};
    CHECK(pooled_share_index({}).error().code == Errc::no_data);
    CHECK(standardised_share_index({}).error().code == Errc::no_data);
    CHECK(pooled_share_index(no_periods).error().code == Errc::no_data);
    CHECK(pooled_share_index(std::vector<PaperCounts>{{hits_a, short_one}}).error().code == Errc::bad_value);
    CHECK(pooled_share_index(std::vector<PaperCounts>{{hits_a, articles_a}, {short_one, short_one}}).error().code ==
          Errc::bad_value);
    CHECK(pooled_share_index(papers, {.first = 6}).error().code == Errc::insufficient_points);
    CHECK(pooled_share_index(papers, {.count = 0}).error().code == Errc::insufficient_points);
    CHECK(standardised_share_index(papers, {.first = 5}).error().code == Errc::insufficient_points);
    const Series zeros(6, 0.0);
    CHECK(pooled_share_index(std::vector<PaperCounts>{{zeros, articles_a}}).error().code == Errc::not_identified);
    CHECK(standardised_share_index(std::vector<PaperCounts>{{zeros, articles_a}}).error().code == Errc::not_identified);
    for (const double bad : {-1.0, 1e9, std::numeric_limits<double>::quiet_NaN()}) {
        Series hits = hits_a;
        hits[2] = bad;
        CHECK(pooled_share_index(std::vector<PaperCounts>{{hits, articles_a}}).error().code == Errc::bad_value);
        CHECK(standardised_share_index(std::vector<PaperCounts>{{hits, articles_a}}).error().code == Errc::bad_value);
    }
    Series articles = articles_a;
    articles[0] = 0.0;
    const Series no_hits(6, 0.0);
    CHECK(pooled_share_index(std::vector<PaperCounts>{{no_hits, articles}}).error().code == Errc::bad_value);
    const Series tiny{5e-324, 1e-323, 5e-324, 0, 0, 0};
    const Series ones(6, 1.0);
    CHECK(standardised_share_index(std::vector<PaperCounts>{{tiny, ones}}).has_value());
}
