#include "daemon/metrics/process_families.hpp"

#include <sys/resource.h>
#include <unistd.h>
#include <array>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace entangled {
namespace {

struct Line {
    std::string_view name;
    std::string_view unit;
    std::string_view help;
    MetricType type{MetricType::gauge};
};

void add(std::vector<MetricFamily>& families, const Line& line, std::optional<double> value)
{
    families.push_back({std::string{line.name}, std::string{line.help}, std::string{line.unit}, line.type, {}, {}, {}});
    if (value) families.back().samples.push_back({{}, *value});
}

/// The number in field `index`, counted from 0, of text separated by single spaces.
std::optional<double> field(std::string_view text, std::size_t index)
{
    for (; index > 0; --index) {
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos) return std::nullopt;
        text.remove_prefix(space + 1);
    }
    double value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end != text.data() ? std::optional{value} : std::nullopt;
}

std::string first_line(const char* path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

double seconds(const timespec& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}
double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::optional<double> start_time()
{
    const std::string stat = first_line("/proc/self/stat");
    const std::size_t after_name = stat.rfind(") ");
    if (after_name == std::string::npos) return std::nullopt;
    const auto ticks = field(std::string_view{stat}.substr(after_name + 2), 19);
    timespec now{};
    timespec since_boot{};
    if (!ticks || clock_gettime(CLOCK_REALTIME, &now) != 0 || clock_gettime(CLOCK_BOOTTIME, &since_boot) != 0) {
        return std::nullopt;
    }
    const double started = *ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
    // To the second, so that the value does not move with the time of reading.
    return static_cast<double>(static_cast<long long>(seconds(now) - seconds(since_boot) + started));
}

std::optional<double> cpu_seconds()
{
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) != 0) return std::nullopt;
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::optional<double> open_files()
{
    std::error_code error;
    std::filesystem::directory_iterator entries("/proc/self/fd", error);
    if (error) return std::nullopt;
    double count = -1;  // the one that reads the directory
    for (; !error && entries != std::filesystem::directory_iterator{}; entries.increment(error)) ++count;
    return error ? std::nullopt : std::optional{count};
}

std::optional<double> file_limit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
    return static_cast<double>(limit.rlim_cur);
}

std::optional<double> in_bytes(std::optional<double> pages)
{
    return pages ? std::optional{*pages * static_cast<double>(sysconf(_SC_PAGESIZE))} : std::nullopt;
}

}  // namespace

std::vector<MetricFamily> process_families()
{
    std::vector<MetricFamily> families;
    const std::string memory = first_line("/proc/self/statm");
    add(families, {"process_start_time_seconds", "seconds", "Time at which the process started."}, start_time());
    add(families,
        {"process_cpu_seconds", "seconds", "Processor time used in user and system mode, 0 or more.",
         MetricType::counter},
        cpu_seconds());
    add(families, {"process_resident_memory_bytes", "bytes", "Memory of the process that is resident, above 0."},
        in_bytes(field(memory, 1)));
    add(families, {"process_virtual_memory_bytes", "bytes", "Address space of the process, above 0."},
        in_bytes(field(memory, 0)));
    add(families, {"process_open_fds", {}, "Open file descriptors, 0 or more."}, open_files());
    add(families, {"process_max_fds", {}, "Most file descriptors that may be open, above 0."}, file_limit());
    return families;
}

}  // namespace entangled
