#include "indicators/kernels/events/text_index.hpp"

#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entangled::kernels {
namespace {

using Series = std::vector<double>;

Result<bool> check(std::span<const PaperCounts> papers)
{
    if (papers.empty()) return Error{Errc::no_data, "share index: no papers"};
    if (papers.front().hits.empty()) return Error{Errc::no_data, "share index: no periods"};
    for (const PaperCounts& paper : papers) {
        if (paper.hits.size() != papers.front().hits.size() || paper.articles.size() != paper.hits.size()) {
            return Error{Errc::bad_value, "share index: each paper has hits and articles of each period"};
        }
        for (std::size_t t = 0; t < paper.hits.size(); ++t) {
            if (!std::isfinite(paper.articles[t]) || !(paper.articles[t] > 0.0) ||
                !(paper.hits[t] >= 0.0 && paper.hits[t] <= paper.articles[t])) {
                return Error{Errc::bad_value, "share index: 0 <= hits <= articles and articles > 0, all finite"};
            }
        }
    }
    return true;
}

std::span<const double> part(std::span<const double> series, Periods periods)
{
    const std::size_t first = std::min(periods.first, series.size());
    return series.subspan(first, std::min(periods.count, series.size() - first));
}

Result<double> mean_of(std::span<const double> values)
{
    const auto sum = ordered_sum({values.begin(), values.end()});
    if (!sum) return sum.error();
    return *sum / static_cast<double>(values.size());
}

/// Standard deviation with n - 1; two passes, since shares vary little around their level.
Result<double> deviation_of(std::span<const double> values)
{
    if (values.size() < 2) return Error{Errc::insufficient_points, "share index: the spread needs two periods"};
    const auto [least, most] = std::ranges::minmax_element(values);
    if (*least == *most) return Error{Errc::not_identified, "share index: a paper's share does not vary"};
    const auto mean = mean_of(values);
    if (!mean) return mean.error();
    // Divided by the range: squares of tiny shares would vanish.
    const double range = *most - *least;
    Series squares;
    for (const double value : values) squares.push_back((value - *mean) / range * ((value - *mean) / range));
    const auto sum = ordered_sum(std::move(squares));
    if (!sum) return sum.error();
    return range * std::sqrt(*sum / static_cast<double>(values.size() - 1));
}

Result<Series> based(std::span<const double> series, Periods base)
{
    const auto base_part = part(series, base);
    if (base_part.empty()) return Error{Errc::insufficient_points, "share index: the base has no period"};
    const auto level = mean_of(base_part);
    if (!level) return level.error();
    if (*level == 0.0) return Error{Errc::not_identified, "share index: no hits in the base"};
    Series index;
    for (const double value : series) {
        index.push_back(100.0 * (value / *level));
        if (!std::isfinite(index.back())) return Error{Errc::bad_value, "share index: the index exceeds the range"};
    }
    return index;
}

Result<Series> mean_over_papers(const std::vector<Series>& papers)
{
    Series mean;
    for (std::size_t t = 0; t < papers.front().size(); ++t) {
        Series at;
        for (const Series& paper : papers) at.push_back(paper[t]);
        const auto value = mean_of(at);
        if (!value) return value.error();
        mean.push_back(*value);
    }
    return mean;
}

Result<Series> sum_over_papers(std::span<const PaperCounts> papers, std::span<const double> PaperCounts::*what)
{
    Series sum;
    for (std::size_t t = 0; t < papers.front().hits.size(); ++t) {
        Series at;
        for (const PaperCounts& paper : papers) at.push_back((paper.*what)[t]);
        const auto value = ordered_sum(std::move(at));
        if (!value) return value.error();
        sum.push_back(*value);
    }
    return sum;
}

}  // namespace

Result<ShareIndex> standardised_share_index(std::span<const PaperCounts> papers, Periods spread, Periods base)
{
    const auto legal = check(papers);
    if (!legal) return legal.error();
    ShareIndex result;
    std::vector<Series> scaled;
    for (const PaperCounts& paper : papers) {
        Series shares;
        for (std::size_t t = 0; t < paper.hits.size(); ++t) shares.push_back(paper.hits[t] / paper.articles[t]);
        const auto deviation = deviation_of(part(shares, spread));
        if (!deviation) return deviation.error();
        for (double& share : shares) share /= *deviation;
        result.deviations.push_back(*deviation);
        scaled.push_back(std::move(shares));
    }
    auto mean = mean_over_papers(scaled);
    if (!mean) return mean.error();
    auto index = based(*mean, base);
    if (!index) return index.error();
    result.mean = *std::move(mean);
    result.index = *std::move(index);
    return result;
}

Result<std::vector<double>> pooled_share_index(std::span<const PaperCounts> papers, Periods base)
{
    const auto legal = check(papers);
    if (!legal) return legal.error();
    const auto hits = sum_over_papers(papers, &PaperCounts::hits);
    if (!hits) return hits.error();
    const auto articles = sum_over_papers(papers, &PaperCounts::articles);
    if (!articles) return articles.error();
    Series shares;
    for (std::size_t t = 0; t < hits->size(); ++t) shares.push_back((*hits)[t] / (*articles)[t]);
    return based(shares, base);
}

}  // namespace entangled::kernels
