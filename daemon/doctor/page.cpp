#include "daemon/doctor/page.hpp"

#include <algorithm>
#include <cstddef>

#include "daemon/doctor/json_answer.hpp"

namespace entangled::doctor {
namespace {

// Reads a label value up to its closing quote and moves `at` behind that; empty if there is none.
std::optional<std::string> read_quoted(std::string_view line, std::size_t& at)
{
    std::string value;
    while (at < line.size() && line[at] != '"') {
        if (line[at] == '\\' && at + 1 < line.size()) {
            ++at;
            value += line[at] == 'n' ? '\n' : line[at];
        } else {
            value += line[at];
        }
        ++at;
    }
    if (at >= line.size()) return std::nullopt;
    ++at;
    return value;
}

// Reads `name="value",...}` and moves `at` behind the brace.
bool read_labels(std::string_view line, std::size_t& at, PageSample& sample)
{
    while (at < line.size() && line[at] != '}') {
        const std::size_t equals = line.find("=\"", at);
        if (equals == std::string_view::npos) return false;
        const std::string name{line.substr(at, equals - at)};
        at = equals + 2;
        auto value = read_quoted(line, at);
        if (!value) return false;
        sample.labels.insert_or_assign(name, *std::move(value));
        if (at < line.size() && line[at] == ',') ++at;
    }
    if (at >= line.size()) return false;
    ++at;
    return true;
}

bool read_sample(std::string_view line, std::string& name, PageSample& sample)
{
    std::size_t at = std::min(line.find_first_of("{ "), line.size());
    name = line.substr(0, at);
    if (name.empty() || name.front() == '#' || at == line.size()) return false;
    if (line[at] == '{' && !read_labels(line, ++at, sample)) return false;
    at = line.find_first_not_of(' ', at);
    if (at == std::string_view::npos) return false;
    const auto value = read_number(line.substr(at, line.find(' ', at) - at));
    if (!value) return false;
    sample.value = *value;
    return true;
}

bool has_labels(const PageSample& sample, const Wanted& wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& label) {
        const auto found = sample.labels.find(label.first);
        return found != sample.labels.end() && found->second == label.second;
    });
}

}  // namespace

Page Page::read(std::string_view text)
{
    Page page;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string name;
        PageSample sample;
        if (read_sample(text.substr(begin, end - begin), name, sample)) {
            page.samples_[name].push_back(std::move(sample));
            ++page.size_;
        }
        begin = end + 1;
    }
    return page;
}

const std::vector<PageSample>& Page::of(std::string_view name) const
{
    static const std::vector<PageSample> none;
    const auto found = samples_.find(name);
    return found == samples_.end() ? none : found->second;
}

std::optional<double> Page::value(std::string_view name, const Wanted& wanted) const
{
    for (const PageSample& sample : of(name)) {
        if (has_labels(sample, wanted)) return sample.value;
    }
    return std::nullopt;
}

std::set<std::string> Page::label_names() const
{
    std::set<std::string> names;
    for (const auto& family : samples_) {
        for (const PageSample& sample : family.second) {
            for (const auto& label : sample.labels) names.insert(label.first);
        }
    }
    return names;
}

std::map<std::string, std::string> states_of(const Page& page, std::string_view name, std::string_view of_label)
{
    std::map<std::string, std::string> states;
    for (const PageSample& sample : page.of(name)) {
        const auto of = sample.labels.find(of_label);
        const auto state = sample.labels.find("state");
        if (sample.value == 1 && of != sample.labels.end() && state != sample.labels.end()) {
            states.insert_or_assign(of->second, state->second);
        }
    }
    return states;
}

}  // namespace entangled::doctor
