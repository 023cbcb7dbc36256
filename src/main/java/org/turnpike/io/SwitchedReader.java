package org.turnpike.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;

/** Reads a model of kind switched: phases with their vector fields, what becomes of the state at a switch, and when. */
final class SwitchedReader {
    /** The least duration of a phase with free switching times, unless the file says otherwise: this share of T. */
    private static final double SHORTEST = 0.01;

    private final Formulas formulas;
    private final Field learning;
    private double horizon;
    private int impliedLayers;

    SwitchedReader(Formulas formulas, Field learning) {
        this.formulas = formulas;
        this.learning = learning;
    }

    /** The number of layers of phases that say theirs, or 0. */
    int impliedLayers() {
        return impliedLayers;
    }

    /** @param activation of phases that name none */
    ModelSpecification read(Field field, int features, Activation activation) {
        Field horizonField = learning.get("horizon");
        if (horizonField == null) {
            throw learning.keyError("this model is continuous in time and needs a horizon, as in horizon: 10");
        }
        horizon = formulas.positive(horizonField);
        Field phasesField =
                field.require("phases", "phases: [{kind: node2, dimension: 2}, {kind: node2, dimension: 3}]");
        List<Field> items =
                phasesField.items("a list such as [{kind: node2, dimension: 2}, {kind: node2, dimension: 3}]");
        if (items.size() < 2) {
            throw phasesField.error("expected at least two phases, found " + items.size());
        }
        List<ModelSpecification> fields = new ArrayList<>();
        List<StateMap> transfers = new ArrayList<>();
        int width = features;
        for (int j = 0; j < items.size(); j++) {
            Field item = items.get(j);
            ModelSpecification phase =
                    new ModelReader(formulas, learning).phase(item, width, j == 0 ? features : 1, activation);
            int next = phase.widths()[0];
            if (j > 0) {
                transfers.add(transfer(item.get("enter"), fields.get(j - 1), phase));
            } else if (next < features || !phase.grids().isEmpty() && next != features) {
                throw item.error("the inputs have " + features + " components, the first phase has " + next);
            } else if (item.get("enter") != null) {
                throw item.require("enter", "").keyError("the first phase starts from the inputs");
            }
            fields.add(phase);
            width = next;
        }
        int[] layers = layers(items);
        Phases phases = phases(field.require("switches", "switches: [0.5] or switches: free"), layers);
        return ModelSpecification.switched(
                activation, new ModelSpecification.Switching(List.copyOf(fields), List.copyOf(transfers), phases));
    }

    /** By what the phase says, by projection between grids, or with zeros or without the last components. */
    private StateMap transfer(@Nullable Field field, ModelSpecification before, ModelSpecification after) {
        int from = before.widths()[0];
        int to = after.widths()[0];
        if (field == null) {
            boolean grids = !before.grids().isEmpty() && !after.grids().isEmpty();
            Grid old = grids ? before.grids().get(0) : null;
            Grid fresh = grids ? after.grids().get(0) : null;
            return old != null
                            && fresh != null
                            && old.points().size() == fresh.points().size()
                    ? old.projection(fresh)
                    : StateMap.padding(from, to);
        }
        field.only("a mapping such as {select: [1, 3]} or {matrix: [[1, 0], [0, 1]]}", "select", "matrix");
        Field select = field.get("select");
        Field matrix = field.get("matrix");
        if ((select == null) == (matrix == null)) {
            throw field.error("say either select or matrix, as in enter: {select: [1, 3]}");
        }
        if (select != null) {
            List<Field> items = select.items("a list of components counted from 1, such as [1, 3]");
            if (items.isEmpty() || items.size() > to) {
                throw select.error(
                        "expected from 1 to " + to + " components, the width of the phase, found " + items.size());
            }
            int[] components = items.stream()
                    .mapToInt(item -> formulas.whole(item, 1, from) - 1)
                    .toArray();
            return StateMap.selection(from, to, components);
        }
        double[][] entries = formulas.matrix(field.require("matrix", ""));
        if (entries.length != to || entries[0].length != from) {
            throw field.require("matrix", "")
                    .error("expected " + to + " rows of " + from
                            + " numbers, from the width before the switch to that after it," + " found "
                            + entries.length + " of " + entries[0].length);
        }
        return new StateMap(entries);
    }

    /** Those that the phases say, or the section's, dealt evenly, the remainder to the first phases. */
    private int[] layers(List<Field> items) {
        int[] layers = new int[items.size()];
        int given = 0;
        for (int j = 0; j < layers.length; j++) {
            Field own = items.get(j).get("layers");
            if (own != null) {
                layers[j] = LayerCount.of(own, horizon);
                given++;
                impliedLayers += layers[j];
            }
        }
        if (given == layers.length) {
            return layers;
        }
        for (int j = 0; j < layers.length && given > 0; j++) {
            if (layers[j] == 0) {
                throw items.get(j)
                        .error("this phase has no layers, but another one has; give them to all phases or to none");
            }
        }
        Field shared = learning.require("layers", "layers: 40");
        int total = LayerCount.of(shared, horizon);
        if (total < layers.length) {
            throw shared.error(layers.length + " phases need at least " + layers.length + " layers, found " + total);
        }
        for (int j = 0; j < layers.length; j++) {
            layers[j] = total / layers.length + (j < total % layers.length ? 1 : 0);
        }
        return layers;
    }

    private Phases phases(Field field, int[] layers) {
        int count = layers.length;
        boolean free = field.isMapping() || field.isScalar() && field.text().equals("free");
        if (field.isScalar() && !free && count > 2) {
            throw field.error("expected free or a list of " + (count - 1) + " times, found '" + field.text() + "'");
        }
        if (!free) {
            List<Field> items = field.isScalar() ? List.of(field) : field.items("times such as [0.5], or free");
            return new Phases(layers, times(field, items, count), false, 0);
        }
        double shortest = Math.min(SHORTEST * horizon, horizon / (2 * count));
        double[] start = new double[count - 1];
        for (int j = 0; j < start.length; j++) {
            start[j] = horizon * (j + 1) / count;
        }
        if (!field.isMapping()) {
            return new Phases(layers, start, true, shortest);
        }
        field.only("free, or a mapping such as {free: true, guess: [0.5], shortest: 0.1}", "free", "guess", "shortest");
        Field freeField = field.require("free", "switches: {free: true, guess: [0.5]}");
        if (!LearningReader.truth(freeField)) {
            throw freeField.error("given switching times are written as a list, as in switches: [0.5]");
        }
        Field shortestField = field.get("shortest");
        if (shortestField != null) {
            shortest = time(shortestField);
            if (shortest < 0 || shortest * count > horizon) {
                throw shortestField.error("expected a duration from 0 to " + Decimal.print(horizon / count)
                        + ", so that " + count + " phases fit into the horizon, found " + Decimal.print(shortest));
            }
        }
        Field guess = field.get("guess");
        if (guess != null) {
            start = times(guess, guess.items("a list of times such as [0.5]"), count);
        }
        Phases phases = new Phases(layers, start, true, shortest);
        for (double duration : phases.durations(horizon)) {
            if (guess != null && duration < shortest) {
                throw guess.error("a phase of the guess takes " + Decimal.print(duration)
                        + ", the shortest one may take " + Decimal.print(shortest));
            }
        }
        return phases;
    }

    /** Times between 0 and T that increase, one less than there are phases. */
    private double[] times(Field field, List<Field> items, int count) {
        if (items.size() != count - 1) {
            throw field.error(count + " phases have " + (count - 1) + (count == 2 ? " switch" : " switches")
                    + ", found " + items.size() + " times");
        }
        double[] times = new double[items.size()];
        for (int j = 0; j < times.length; j++) {
            times[j] = time(items.get(j));
            if (!(times[j] > 0 && times[j] < horizon)) {
                throw items.get(j)
                        .error("expected a time between 0 and the horizon " + Decimal.print(horizon) + ", found "
                                + Decimal.print(times[j]));
            }
            if (j > 0 && times[j] <= times[j - 1]) {
                throw items.get(j)
                        .error("the switching times must increase; " + Decimal.print(times[j]) + " comes after "
                                + Decimal.print(times[j - 1]));
            }
        }
        return times;
    }

    /** A number, which may contain T. */
    private double time(Field field) {
        return HorizonFormula.mentionsHorizon(field) ? HorizonFormula.value(field, horizon) : formulas.number(field);
    }
}
