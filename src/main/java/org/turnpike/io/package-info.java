/**
 * Reading problem files, YAML 1.2 to {@link org.turnpike.problem.ProblemFile}, and writing solution folders
 * ({@link org.turnpike.io.SolutionWriter}), completely or not at all.
 *
 * <p>A file becomes a small tree of {@link org.turnpike.io.Node nodes} that know where they stand; {@code --set} replaces
 * branches of that tree; {@link org.turnpike.io.ProblemReader} gives the tree its meaning. Whatever is wrong is an
 * {@link org.turnpike.problem.InputException} of the form {@code file:line:column: key.path: what is wrong; a suggestion},
 * followed by the line of the file with the culprit underlined.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/">YAML 1.2.2</a>
 */
@NullMarked
package org.turnpike.io;

import org.jspecify.annotations.NullMarked;
