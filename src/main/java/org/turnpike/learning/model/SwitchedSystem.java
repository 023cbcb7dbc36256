package org.turnpike.learning.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The switched system x′ = f_ρ(t)(x, u): phases with a vector field and a width each. At a switch the state is lifted or projected,
 * x(t₊) = E x(t₋), so that widths change over the layers.
 *
 * <p>With free switching times and autonomous fields the Hamiltonian is continuous across a switch at an optimum, since a
 * moment of time must be worth the same in both phases.
 */
public final class SwitchedSystem implements Model {
    private final List<Model> fields;
    private final List<StateMap> transfers;
    private final Phases phases;

    /**
     * @param fields f_1 … f_M, continuous models of one width each
     * @param transfers E_1 … E_{M−1} at the switches
     */
    public SwitchedSystem(List<Model> fields, List<StateMap> transfers, Phases phases) {
        this.fields = List.copyOf(fields);
        this.transfers = List.copyOf(transfers);
        this.phases = phases;
        boolean fits = fields.size() == phases.count()
                && transfers.size() == phases.count() - 1
                && phases.switches().length == phases.count() - 1;
        for (int j = 0; fits && j < transfers.size(); j++) {
            fits = transfers.get(j).inputs() == fields.get(j).width(0)
                    && transfers.get(j).outputs() == fields.get(j + 1).width(0);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "the phases, switches and matrices of a switched system do not fit together");
        }
    }

    private Model field(int k) {
        return fields.get(phases.of(k));
    }

    @Override
    public Phases phases(int layers) {
        return phases;
    }

    @Override
    public int width(int k) {
        return field(k).width(0);
    }

    @Override
    public LayerForm form(int k) {
        return field(k).form(0);
    }

    @Override
    public boolean continuous() {
        return true;
    }

    /** False: each field may be, but control cannot be moved from one phase to another. */
    @Override
    public boolean homogeneous() {
        return false;
    }

    @Override
    public boolean sameLayer(int k, int l) {
        return phases.of(k) == phases.of(l);
    }

    @Override
    public @Nullable StateMap transfer(int k) {
        int phase = phases.of(k);
        return phase < transfers.size() && phases.endsWith(k) ? transfers.get(phase) : null;
    }

    @Override
    public double penaltyWeight(int k, int j) {
        return field(k).penaltyWeight(0, j);
    }
}
