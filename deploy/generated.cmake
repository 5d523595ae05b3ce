# What the program says about itself, written while it is built: manual pages, completions and the reference of metrics.
# Nothing of it is kept in the tree, so that nothing of it can be out of date.
set(entangled_generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${entangled_generated})
set(entangled_written)

# The output of `entangled ARGUMENTS` as a file.
function(entangled_says file)
  set(out ${entangled_generated}/${file})
  add_custom_command(OUTPUT ${out} COMMAND entangled ${ARGN} > ${out} DEPENDS entangled VERBATIM)
  set(entangled_written ${entangled_written} ${out} PARENT_SCOPE)
endfunction()

# One manual page out of its source and a generated file.
function(entangled_page name generated)
  set(out ${entangled_generated}/${name})
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/man/${name}.scd)
  set(script ${CMAKE_CURRENT_SOURCE_DIR}/man/page.cmake)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DPAGE=${source} -DGENERATED=${generated} -DSCDOC=${SCDOC} -DOUTPUT=${out} -P ${script}
    DEPENDS ${source} ${generated} ${script} VERBATIM)
  set(entangled_written ${entangled_written} ${out} PARENT_SCOPE)
endfunction()

entangled_says(entangled.bash completion bash)
entangled_says(_entangled completion zsh)
entangled_says(entangled.fish completion fish)
entangled_says(metrics.md metrics)
entangled_says(metrics.json metrics --format=json)
entangled_says(commands.scd manual commands)
entangled_says(families.scd manual metrics)
find_program(SCDOC scdoc)
if(SCDOC)
  entangled_page(entangled.1 ${entangled_generated}/commands.scd)
  entangled_page(entangled.toml.5 ${CMAKE_SOURCE_DIR}/daemon/config/schema.toml)
  entangled_page(entangled-metrics.7 ${entangled_generated}/families.scd)
else()
  message(STATUS "scdoc is missing: manual pages are left out (deploy/install-packages build)")
endif()
# A program with sanitizers is built to be tested, not to be installed.
set(always ALL)
if(ENTANGLED_SANITIZE)
  set(always)
endif()
add_custom_target(entangled_documents ${always} DEPENDS ${entangled_written})
