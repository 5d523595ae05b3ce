#include "daemon/web/negotiation.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace entangled::web {
namespace {

std::string_view trimmed(std::string_view text) noexcept
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Splits at a separator outside of quotes; pieces are trimmed.
std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> pieces;
    bool quoted = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == '"') quoted = !quoted;
        if (i < text.size() && (quoted || text[i] != separator)) continue;
        pieces.push_back(trimmed(text.substr(start, i - start)));
        start = i + 1;
    }
    return pieces;
}

std::string lower_case(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

/// A quality; what is not a number counts as not given, as other servers have it.
double quality(std::string_view text) noexcept
{
    double value = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0)) return 1;
    return std::min(value, 1.0);
}

/// One alternative of an Accept or Accept-Encoding header, in lower case.
struct Clause {
    std::string name;
    std::string version;
    std::string escaping;
    double quality{1};
};

Clause parse_clause(std::string_view text)
{
    Clause clause;
    const std::vector<std::string_view> parts = split(text, ';');
    clause.name = lower_case(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::size_t equals = parts[i].find('=');
        if (equals == std::string_view::npos) continue;
        const std::string name = lower_case(trimmed(parts[i].substr(0, equals)));
        std::string value = lower_case(trimmed(parts[i].substr(equals + 1)));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        if (name == "q") clause.quality = quality(value);
        if (name == "version") clause.version = value;
        if (name == "escaping") clause.escaping = value;
    }
    return clause;
}

std::vector<Clause> parse_clauses(std::string_view header)
{
    std::vector<Clause> clauses;
    for (const std::string_view text : split(header, ',')) {
        if (!text.empty()) clauses.push_back(parse_clause(text));
    }
    return clauses;
}

/// How exactly a clause speaks of our text format; 0 if it does not.
int text_precision(const Clause& clause) noexcept
{
    if (clause.name == "*/*") return 1;
    if (clause.name == "text/*") return 2;
    if (clause.name != "text/plain") return 0;
    if (clause.version.empty()) return 3;
    return clause.version == "0.0.4" ? 4 : 0;
}

/// Quality of our text format: that of the most exact clause, 0 if there is none.
double text_quality(const std::vector<Clause>& clauses)
{
    int best = 0;
    double found = 0;
    for (const Clause& clause : clauses) {
        const int precision = text_precision(clause);
        if (precision <= best) continue;
        best = precision;
        found = clause.quality;
    }
    return found;
}

bool is_our_openmetrics(const Clause& clause)
{
    return clause.name == "application/openmetrics-text" && (clause.version.empty() || clause.version == "1.0.0");
}

}  // namespace

MetricsChoice choose_metrics_format(std::string_view accept)
{
    const std::vector<Clause> clauses = parse_clauses(accept);
    const Clause* openmetrics = nullptr;
    for (const Clause& clause : clauses) {
        if (!is_our_openmetrics(clause)) continue;
        if (openmetrics == nullptr || clause.quality > openmetrics->quality) openmetrics = &clause;
    }
    if (openmetrics == nullptr || openmetrics->quality <= 0 || openmetrics->quality < text_quality(clauses)) return {};
    return {MetricsFormat::openmetrics, openmetrics->version == "1.0.0" && openmetrics->escaping == "underscores"};
}

std::string_view content_type_of(const MetricsChoice& choice) noexcept
{
    if (choice.format == MetricsFormat::text) return "text/plain; version=0.0.4; charset=utf-8";
    if (choice.name_escaping) return "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores";
    return "application/openmetrics-text; version=1.0.0; charset=utf-8";
}

bool accepts_gzip(std::string_view accept_encoding)
{
    std::optional<double> gzip;
    std::optional<double> any;
    std::optional<double> identity;
    for (const Clause& clause : parse_clauses(accept_encoding)) {
        if (clause.name == "gzip" || clause.name == "x-gzip") gzip = std::max(gzip.value_or(0), clause.quality);
        if (clause.name == "*") any = clause.quality;
        if (clause.name == "identity") identity = clause.quality;
    }
    const double wanted = gzip.value_or(any.value_or(0));
    return wanted > 0 && wanted >= identity.value_or(0);
}

}  // namespace entangled::web
